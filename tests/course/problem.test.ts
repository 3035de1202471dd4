// cspell:ignore clif
import { assert, assertEquals, assertNotMatch, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { inspect } from "node:util";
import { simulate } from "../../lib/simulate.ts";
import { problem, TOPICS } from "../../lib/course/problem.ts";

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);

Deno.test("problem(topic, seed) depends only on the topic and the seed", () => {
  for (const topic of TOPICS) {
    const [{ reveal: _, ...first }, { reveal: __, ...again }] = [problem(topic, 1), problem(topic, 1)];
    assertEquals(first, again);
    const questions = new Set(SEEDS.map((seed) => problem(topic, seed).question));
    assert(questions.size >= SEEDS.length / 2, `${topic}: ${questions.size} different`);
  }
});

Deno.test("neither a problem nor its JSON shows the answer", () => {
  for (const topic of TOPICS) {
    for (const seed of SEEDS) {
      const fresh = problem(topic, seed);
      const looks = [JSON.stringify(fresh), inspect(fresh, { depth: 9, showHidden: true })];
      const { value, explanation } = fresh.reveal();
      // As a separate number: "14 338" does not contain "338".
      const told = new RegExp(`(?<![\\d.\\u202f])${String(value).replace(".", "\\.")}(?![\\d.\\u202f])`);
      // Also not afterwards.
      for (const look of [...looks, JSON.stringify(fresh), inspect(fresh, { depth: 9, showHidden: true })]) {
        assertNotMatch(look, told, `${topic} ${seed}`);
        assert(!look.includes(explanation!));
      }
    }
  }
});

Deno.test("problem(topic, seed).reveal() returns a positive number in the unit of the question", () => {
  for (const topic of TOPICS) {
    const fresh = problem(topic, "a word");
    const { value, unit } = fresh.reveal();
    assert(Number.isFinite(value) && value > 0);
    assertStrictEquals(unit, fresh.unit);
  }
});

Deno.test("a problem's scenario can be simulated, and gives the answer if the answer is a result", () => {
  for (const topic of TOPICS) simulate(problem(topic, 2).scenario);
  const cliff = problem("the-cliff", 2);
  assertStrictEquals(simulate(cliff.scenario).totalSeconds, cliff.reveal().value);
});

/** The answer that the explanation computes by hand. */
const BY_HAND: Record<string, (explanation: string) => number> = {
  "dirty-pages": (text) => numberIn(text, /= ([\d\s.]+) are expected/),
  "working-set": (text) => numberIn(text, /stopped: ([\d\s.]+) ms/) + 40,
  "the-cliff": (text) => numberIn(text, /\) = ([\d\s.]+) s;/),
  "post-copy": (text) => numberIn(text, /trip of ([\d\s.]+) ms/) + numberIn(text, /link take ([\d\s.]+) ms/),
  "three-stage": (text) => numberIn(text, /them takes ([\d\s.]+) ms/) + 40,
  "downtime-limit": (text) => numberIn(text, /second take ([\d\s.]+) ms/),
};

for (const [topic, byHand] of Object.entries(BY_HAND)) {
  Deno.test(`${topic}: the result computed by hand in the explanation is a good guess`, () => {
    for (const seed of SEEDS) {
      const { value, tolerance, explanation } = problem(topic, seed).reveal();
      const guess = byHand(explanation!);
      assert(Math.abs(guess / value - 1) <= tolerance!, `seed ${seed}: ${guess}, not ${value}`);
    }
  });
}

Deno.test("real-run: the simulator's prediction is a good guess", () => {
  for (const seed of SEEDS) {
    const { value, tolerance, explanation } = problem("real-run", seed).reveal();
    const guess = numberIn(explanation!, /predicts ([\d\s.]+) s/);
    assert(Math.abs(guess / value - 1) <= tolerance!, `seed ${seed}: ${guess}, not ${value}`);
  }
});

Deno.test("real-run: consecutive seeds go through all runs before one repeats, and a seed as text is the same", () => {
  const question = (seed: string | number) => problem("real-run", seed).question;
  const RUNS = 25;
  for (const first of [1, 40, -60]) {
    const sheet = Array.from({ length: RUNS }, (_, i) => question(first + i));
    assertStrictEquals(new Set(sheet).size, RUNS, `from ${first}`);
    assertStrictEquals(question(first + RUNS), sheet[0]);
  }
  assertStrictEquals(question("3"), question(3));
  assertStrictEquals(question("a word"), question("a word"));
});

Deno.test("problem(topic, seed) rejects unknown topics and bad seeds", () => {
  assertThrowsWith(
    () => problem("the-clif", 1),
    /^RangeError: Cannot make a problem: topic must be one of .*, got "the-clif" \(did you mean the-cliff\?\)$/,
  );
  assertThrowsWith(() => problem("toString", 1), /^RangeError: Cannot make a problem: topic must be one of /);
  assertThrowsWith(
    () => problem("the-cliff", 1.5),
    /^TypeError: Cannot make a problem: seed must be a string or a whole number, got 1.5$/,
  );
});

Deno.test("every topic with problems has a notebook", () => {
  const names = Array.from(Deno.readDirSync(new URL("../../notebooks/", import.meta.url)), ({ name }) => name);
  for (const topic of TOPICS) {
    assert(names.some((name) => name.endsWith(`${topic}.ipynb`)), `${topic} has none`);
  }
});

function numberIn(text: string, pattern: RegExp): number {
  const found = text.match(pattern)?.[1];
  assert(found !== undefined, `${pattern} in ${text}`);
  return Number(found.replace(/\s/g, ""));
}
