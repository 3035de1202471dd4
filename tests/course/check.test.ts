import assert from "node:assert/strict";
import { check } from "../../lib/course/check.ts";
import { problem } from "../../lib/course/problem.ts";

const ANSWER = { value: 200, unit: "pages" };

Deno.test("check(answer, guess) says how far the guess is off", () => {
  const said = (guess: number) => check(ANSWER, guess).text.replace(/^.*: /, "");
  assert.equal(said(200), "exactly right.");
  assert.equal(said(190), "5 % off, close enough.");
  assert.equal(said(150), "25 % too little.");
  assert.equal(said(300), "50 % too much.");
  assert.equal(said(1000), "5 times too much.");
  assert.equal(said(50), "4 times too little.");
  assert.equal(said(-200), "not near.");
  assert.equal(check({ value: 0, unit: "" }, 3).text, "You said 3, it is 0: not near.");
});

Deno.test("check(answer, guess) is right within the tolerance", () => {
  assert.equal(check(ANSWER, 181).right, true);
  assert.equal(check(ANSWER, 179).right, false);
  assert.equal(check({ ...ANSWER, tolerance: 0.5 }, 101).right, true);
});

Deno.test("check(answer, null) folds the answer away and judges nothing", () => {
  const { right, text, html } = check({ ...ANSWER, explanation: "a < b." }, null);
  assert.equal(right, null);
  assert.equal(text, "No guess was made. It is 200 pages. a < b.");
  assert.match(html, /^<p>No guess was made.<\/p><details><summary>.*<\/summary><p>It is 200 pages. a &lt; b.<\/p>/);
});

Deno.test("check(problem, guess) asks the problem", () => {
  const fresh = problem("dirty-pages", 1);
  const { value, explanation } = fresh.reveal();
  const { right, text } = check(fresh, value);
  assert.ok(right);
  assert.ok(text.endsWith(explanation!));
});

Deno.test("check(problem, guess) takes a number or null", () => {
  for (const guess of [NaN, Infinity, "12", undefined]) {
    assert.throws(
      () => check(ANSWER, guess as number),
      /^TypeError: Cannot check: guess must be a number or null, got /,
    );
  }
});
