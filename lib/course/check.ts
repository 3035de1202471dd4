import { escape } from "@std/html";
import { formatNumber } from "../text/format.ts";
import { quote } from "../text/message.ts";
import type { Answer, Problem } from "./types.ts";

/** What is said of a guess. `show` of `@pageferry/pageferry/plot` shows it. */
export interface Grade {
  /** Whether the guess was good; `null` if there was none. */
  right: boolean | null;
  /** The guess, the answer, how far they are apart, and how one could have known. */
  text: string;
  /** The same for a notebook; without a guess the answer is folded away. */
  html: string;
  /** Nothing: it makes this a table to `show`. */
  caption: "";
}

/**
 * Holds a guess against the answer.
 *
 * @param asked a problem, or an answer of one's own
 * @param guess what was guessed, in the answer's unit; `null` for no guess: then the answer is told, folded away
 * @throws {TypeError} if the guess is neither a finite number nor `null`, or what was asked neither a problem nor an answer
 * @throws {RangeError} if an answer's value is not finite or its tolerance below 0
 *
 * @example
 * ```ts
 * import { check } from "@pageferry/pageferry/course";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const answer = { value: 9.6, unit: "s" };
 * assertStrictEquals(check(answer, 12).text, "You said 12 s, it is 9.6 s: 25 % too much.");
 * assertStrictEquals(check(answer, 9).text, "You said 9 s, it is 9.6 s: 6 % off, close enough.");
 * assertStrictEquals(check(answer, null).text, "No guess was made. It is 9.6 s.");
 * ```
 */
export function check(asked: Problem | Answer, guess: number | null): Grade {
  if (guess !== null && !(typeof guess === "number" && Number.isFinite(guess))) {
    throw new TypeError(`Cannot check: guess must be a number or null, got ${quote(guess)}`);
  }
  const { value, unit, tolerance = 0.1, explanation = "" } = answerOf(asked);
  const because = explanation && ` ${explanation}`;
  if (guess === null) {
    const told = `It is ${withUnit(value, unit)}.${because}`;
    const html = `<p>No guess was made.</p><details><summary>Show the answer</summary><p>${escape(told)}</p></details>`;
    return { right: null, text: `No guess was made. ${told}`, html, caption: "" };
  }
  const right = Math.abs(guess - value) <= tolerance * Math.abs(value);
  const said = `You said ${withUnit(guess, unit)}, it is ${withUnit(value, unit)}`;
  const text = `${said}: ${distance(guess, value, right)}.${because}`;
  return { right, text, html: `<p>${escape(text)}</p>`, caption: "" };
}

/** @throws {TypeError | RangeError} if there is no answer in it */
function answerOf(asked: Problem | Answer): Answer {
  if (typeof asked === "object" && asked !== null && "reveal" in asked && typeof asked.reveal === "function") {
    return asked.reveal();
  }
  const answer = (asked ?? {}) as Answer;
  const mistake = (what: string, must: string, got: unknown) => {
    const Mistake = typeof got === "number" ? RangeError : TypeError;
    return new Mistake(`Cannot check: ${what} must be ${must}, got ${quote(got)}`);
  };
  if (typeof answer.value !== "number") {
    throw new TypeError(`Cannot check: asked must be a problem, or an answer with value and unit, got ${quote(asked)}`);
  }
  if (!Number.isFinite(answer.value)) throw mistake("value", "a finite number", answer.value);
  if (typeof answer.unit !== "string") throw mistake("unit", "a text", answer.unit);
  const { tolerance = 0.1 } = answer;
  if (typeof tolerance !== "number" || !(tolerance >= 0)) throw mistake("tolerance", "a number from 0 on", tolerance);
  return answer;
}

function distance(guess: number, value: number, right: boolean): string {
  if (guess === value) return "exactly right";
  if (value === 0 || guess * value <= 0) return "not near";
  const ratio = guess / value;
  const off = 100 * Math.abs(ratio - 1);
  const percent = `${formatNumber(off, off < 10 ? 1 : 2)} %`;
  if (right) return `${percent} off, close enough`;
  if (ratio >= 2) return `${formatNumber(ratio, 2)} times as much`;
  if (ratio <= 0.5) return `${formatNumber(1 / ratio, 2)} times too little`;
  return `${percent} too ${ratio > 1 ? "much" : "little"}`;
}

function withUnit(value: number, unit: string): string {
  return `${formatNumber(value, Number.isInteger(value) ? 12 : 3)} ${unit}`.trim();
}
