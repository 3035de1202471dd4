import { escape } from "@std/html";
import { formatNumber } from "../text/format.ts";
import { mistake, quote } from "../text/message.ts";
import { checkOptions } from "../text/require.ts";
import type { Answer, Problem } from "./types.ts";

/** The result of checking a guess. `show` of `@pageferry/pageferry/plot` displays it. */
export interface Grade {
  /** Whether the guess was good; `null` without a guess. */
  right: boolean | null;
  /** The guess, the answer, the difference and an explanation. */
  text: string;
  /** The same as HTML. Without a guess the answer is folded. */
  html: string;
  /** Always empty; `show` treats the grade as a table. */
  caption: "";
}

/**
 * Compares a guess with the answer.
 *
 * @param problem a problem, or an answer of your own
 * @param guess the guess in the answer's unit; `null` shows the answer folded
 * @throws {TypeError} if the guess is neither a finite number nor `null`, or `problem` is neither a problem nor an answer
 * @throws {RangeError} if the value of an answer is not finite, or its tolerance is below 0
 *
 * @example
 * ```ts
 * import { check } from "@pageferry/pageferry/course";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const answer = { value: 9.6, unit: "s" };
 * assertStrictEquals(check(answer, 12).text, "Your guess: 12 s. Answer: 9.6 s (25 % too high).");
 * assertStrictEquals(check(answer, 9).text, "Your guess: 9 s. Answer: 9.6 s (6 % too low, close enough).");
 * assertStrictEquals(check(answer, null).text, "No guess yet. Answer: 9.6 s.");
 * ```
 */
export function check(problem: Problem | Answer, guess: number | null): Grade {
  if (guess !== null && !(typeof guess === "number" && Number.isFinite(guess))) {
    throw new TypeError(`Cannot check: guess must be a number or null, got ${quote(guess)}`);
  }
  const { value, unit, tolerance = 0.1, explanation = "" } = answerOf(problem);
  const answer = `Answer: ${withUnit(value, unit)}`;
  const because = explanation && ` ${explanation}`;
  if (guess === null) {
    const html = `<p>No guess yet.</p><details><summary>Show the answer</summary><p>${
      escape(`${answer}.${because}`)
    }</p></details>`;
    return { right: null, text: `No guess yet. ${answer}.${because}`, html, caption: "" };
  }
  const right = Math.abs(guess - value) <= tolerance * Math.abs(value);
  const text = `Your guess: ${withUnit(guess, unit)}. ${answer} (${distance(guess, value, right)}).${because}`;
  return { right, text, html: `<p>${escape(text)}</p>`, caption: "" };
}

/** @throws {TypeError | RangeError} if `problem` is neither a problem nor a valid answer */
function answerOf(problem: Problem | Answer): Answer {
  if (typeof problem === "object" && problem !== null && "reveal" in problem && typeof problem.reveal === "function") {
    return problem.reveal();
  }
  const answer = (problem ?? {}) as Answer;
  const { value, unit, tolerance = 0.1 } = answer;
  if (typeof value !== "number") {
    throw new TypeError(
      `Cannot check: problem must be a problem, or an answer with value and unit, got ${quote(problem)}`,
    );
  }
  checkOptions("check", answer, ["value", "unit", "tolerance", "explanation"], "problem");
  if (!Number.isFinite(value)) throw mistake("check", "value", "a finite number", value);
  if (typeof unit !== "string") throw mistake("check", "unit", "a string", unit);
  if (typeof tolerance !== "number" || !(tolerance >= 0)) {
    throw mistake("check", "tolerance", "a number of at least 0", tolerance);
  }
  return answer;
}

function distance(guess: number, value: number, right: boolean): string {
  if (guess === value) return "exactly right";
  if (value === 0 || guess * value <= 0) return "not close";
  const ratio = guess / value;
  if (!right && ratio >= 2) return `${formatNumber(ratio, 2)} times too high`;
  if (!right && ratio <= 0.5) return `${formatNumber(1 / ratio, 2)} times too low`;
  const off = 100 * Math.abs(ratio - 1);
  const percent = `${formatNumber(off, off < 10 ? 1 : 2)} % too ${ratio > 1 ? "high" : "low"}`;
  return right ? `${percent}, close enough` : percent;
}

function withUnit(value: number, unit: string): string {
  return `${formatNumber(value, Number.isInteger(value) ? 12 : 3)} ${unit}`.trim();
}
