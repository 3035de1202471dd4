import { assert, assertMatch, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { check } from "../../lib/course/check.ts";
import { problem } from "../../lib/course/problem.ts";

const ANSWER = { value: 200, unit: "pages" };

Deno.test("check(answer, guess) says how far the guess is off", () => {
  const said = (guess: number) => check(ANSWER, guess).text.replace(/^.*: /, "");
  assertStrictEquals(said(200), "exactly right.");
  assertStrictEquals(said(190), "5 % off, close enough.");
  assertStrictEquals(said(150), "25 % too little.");
  assertStrictEquals(said(300), "50 % too much.");
  assertStrictEquals(said(1000), "5 times as much.");
  assertStrictEquals(said(50), "4 times too little.");
  assertStrictEquals(said(-200), "not near.");
  assertStrictEquals(check({ value: 0, unit: "" }, 3).text, "You said 3, it is 0: not near.");
});

Deno.test("check(answer, guess) is right within the tolerance", () => {
  assertStrictEquals(check(ANSWER, 181).right, true);
  assertStrictEquals(check(ANSWER, 179).right, false);
  assertStrictEquals(check({ ...ANSWER, tolerance: 0.5 }, 101).right, true);
});

Deno.test("check(answer, null) folds the answer away and judges nothing", () => {
  const { right, text, html } = check({ ...ANSWER, explanation: "a < b." }, null);
  assertStrictEquals(right, null);
  assertStrictEquals(text, "No guess was made. It is 200 pages. a < b.");
  assertMatch(html, /^<p>No guess was made.<\/p><details><summary>.*<\/summary><p>It is 200 pages. a &lt; b.<\/p>/);
});

Deno.test("check(problem, guess) asks the problem", () => {
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

Deno.test("check(answer, guess) says what is wrong with the answer", () => {
  const asked = "Cannot check: asked must be a problem, or an answer with value and unit, got";
  const cases: [unknown, string, string][] = [
    [null, "TypeError", `${asked} null`],
    [undefined, "TypeError", `${asked} nothing`],
    [{}, "TypeError", `${asked} {}`],
    [7, "TypeError", `${asked} 7`],
    [{ value: NaN, unit: "s" }, "RangeError", "Cannot check: value must be a finite number, got NaN"],
    [{ value: 5 }, "TypeError", "Cannot check: unit must be a text, got nothing"],
    [{ ...ANSWER, tolerance: -1 }, "RangeError", "Cannot check: tolerance must be a number from 0 on, got -1"],
    [{ ...ANSWER, tolerance: "1" }, "TypeError", 'Cannot check: tolerance must be a number from 0 on, got "1"'],
  ];
  for (const [answer, name, message] of cases) assertThrowsWith(() => check(answer as never, 5), { name, message });
});
