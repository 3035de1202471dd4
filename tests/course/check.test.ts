import { assert, assertMatch, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { check } from "../../lib/course/check.ts";
import { problem } from "../../lib/course/problem.ts";

const ANSWER = { value: 200, unit: "pages" };

Deno.test("check(answer, guess) reports the error of the guess", () => {
  const distance = (guess: number) => /\(([^)]*)\)\.$/.exec(check(ANSWER, guess).text)?.[1];
  assertStrictEquals(distance(200), "exactly right");
  assertStrictEquals(distance(190), "5 % too low, close enough");
  assertStrictEquals(distance(150), "25 % too low");
  assertStrictEquals(distance(300), "50 % too high");
  assertStrictEquals(distance(1000), "5 times too high");
  assertStrictEquals(distance(50), "4 times too low");
  assertStrictEquals(distance(-200), "not close");
  assertStrictEquals(check({ value: 0, unit: "" }, 3).text, "Your guess: 3. Answer: 0 (not close).");
});

Deno.test("check(answer, guess) is right within the tolerance", () => {
  assertStrictEquals(check(ANSWER, 181).right, true);
  assertStrictEquals(check(ANSWER, 179).right, false);
  assertStrictEquals(check({ ...ANSWER, tolerance: 0.5 }, 101).right, true);
});

Deno.test("check(answer, null) folds the answer and gives no grade", () => {
  const { right, text, html } = check({ ...ANSWER, explanation: "a < b." }, null);
  assertStrictEquals(right, null);
  assertStrictEquals(text, "No guess yet. Answer: 200 pages. a < b.");
  assertMatch(html, /^<p>No guess yet.<\/p><details><summary>.*<\/summary><p>Answer: 200 pages. a &lt; b.<\/p>/);
});

Deno.test("check(problem, guess) uses the answer of the problem", () => {
  const fresh = problem("dirty-pages", 1);
  const { value, explanation } = fresh.reveal();
  const { right, text } = check(fresh, value);
  assert(right);
  assert(text.endsWith(explanation!));
});

Deno.test("check(problem, guess) takes a number or null", () => {
  for (const guess of [NaN, Infinity, "12", undefined]) {
    assertThrowsWith(
      () => check(ANSWER, guess as number),
      /^TypeError: Cannot check: guess must be a number or null, got /,
    );
  }
});

Deno.test("check(answer, guess) rejects a malformed answer", () => {
  const problem = "Cannot check: problem must be a problem, or an answer with value and unit, got";
  const cases: [unknown, string, string][] = [
    [null, "TypeError", `${problem} null`],
    [undefined, "TypeError", `${problem} nothing`],
    [{}, "TypeError", `${problem} {}`],
    [7, "TypeError", `${problem} 7`],
    [{ value: NaN, unit: "s" }, "RangeError", "Cannot check: value must be a finite number, got NaN"],
    [{ value: 5 }, "TypeError", "Cannot check: unit must be a string, got nothing"],
    [{ ...ANSWER, tolerance: -1 }, "RangeError", "Cannot check: tolerance must be a number of at least 0, got -1"],
    [{ ...ANSWER, tolerance: "1" }, "TypeError", 'Cannot check: tolerance must be a number of at least 0, got "1"'],
  ];
  for (const [answer, name, message] of cases) assertThrowsWith(() => check(answer as never, 5), { name, message });
});
