import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { cellStates, film, frameAt } from "../../mod.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";

/** 64 pages. The guest writes the first 32 all the time. The link takes 10 ms per page and has no queue. */
function guest(engine: "pre-copy" | "three-stage" | "post-copy"): ScenarioInput {
  return {
    vm: { memoryBytes: 64 * 4096 },
    workload: { kind: "uniform", writesPerSecond: 1e6, pages: 32, touchesPerWrite: 0 },
    network: { bandwidthBitsPerSecond: 3.5e6, queueBytes: 0 },
    migration: { engine },
  };
}

Deno.test("cellStates(film, frame) adds up to one in each cell and goes from never sent to up to date", () => {
  const shot = film(guest("pre-copy"), { cells: 8, frames: 100 });
  for (let frame = 0; frame < shot.frames; frame++) {
    const states = cellStates(shot, frame);
    for (let cell = 0; cell < 8; cell++) {
      const four = Array.from(states.subarray(4 * cell, 4 * cell + 4));
      assert(Math.abs(four.reduce((sum, share) => sum + share) - 1) < 1e-6);
      assert(four.every((share) => share >= 0));
      assertStrictEquals(four[3], 0, "nothing is awaited under pre-copy");
    }
  }
  const last = cellStates(shot, 99);
  for (let cell = 0; cell < 8; cell++) assertStrictEquals(last[4 * cell + 1], 1);
});

Deno.test("cellStates counts pages as stale if they were found dirty since they were sent", () => {
  const shot = film(guest("pre-copy"), { cells: 2, frames: 400 });
  const secondRound = shot.passes[1].startSeconds;
  const states = cellStates(shot, frameAt(shot, secondRound) + 1);
  assert(states[2] > 0.9, "the cell that is written");
  assertStrictEquals(states[4 + 1], 1, "the other one");
});

Deno.test("cellStates counts absent pages as awaited once the guest runs at the destination", () => {
  for (const engine of ["three-stage", "post-copy"] as const) {
    const shot = film(guest(engine), { cells: 2, frames: 400 });
    const resumed = frameAt(shot, shot.afterResume!.startSeconds);
    const before = cellStates(shot, resumed - 1);
    const after = cellStates(shot, resumed + 1);
    assertStrictEquals(before[3], 0, engine);
    assert(after[3] > 0.8, engine);
    assertStrictEquals(after[0] + after[2], 0, engine);
    assertStrictEquals(after[4 + 3], engine === "post-copy" ? 1 : 0, engine);
  }
});

Deno.test("cellStates writes into the array it is given", () => {
  const shot = film(guest("pre-copy"), { cells: 4, frames: 5 });
  const into = new Float32Array(16);
  assertStrictEquals(cellStates(shot, 4, into), into);
  assertStrictEquals(into[1], 1);
});

Deno.test("cellStates rejects a frame outside the film and an array of the wrong length", () => {
  const shot = film(guest("pre-copy"), { cells: 4, frames: 5 });
  for (const frame of [-1, 5, 0.5, NaN]) {
    const message = `Cannot return cell states: frame must be a whole number from 0 to 4, got ${frame}`;
    assertThrowsWith(() => cellStates(shot, frame), { name: "RangeError", message });
  }
  assertThrowsWith(() => cellStates(shot, 0, new Float32Array(3)), {
    name: "RangeError",
    message: "Cannot return cell states: into must have a length of 16, got 3",
  });
});

Deno.test("frameAt(film, seconds) returns the frame that contains the moment", () => {
  const shot = film(guest("pre-copy"), { frames: 10 });
  const { totalSeconds } = shot.result;
  assertEquals([-1, 0, 0.05, 0.15, 0.95, 1, 2].map((share) => frameAt(shot, share * totalSeconds)), [
    0,
    0,
    0,
    1,
    9,
    9,
    9,
  ]);
});

Deno.test("frameAt rejects values that are not films and moments that are not numbers", () => {
  const shot = film(guest("pre-copy"), { cells: 2, frames: 10 });
  const cases: [unknown, unknown, string, string][] = [
    [undefined, undefined, "TypeError", "film must be the return value of film(), got nothing"],
    [null, 1, "TypeError", "film must be the return value of film(), got null"],
    [{}, 1, "TypeError", "film must be the return value of film(), got {}"],
    [shot, "x", "TypeError", 'seconds must be a number, got "x"'],
    [shot, undefined, "TypeError", "seconds must be a number, got nothing"],
    [shot, NaN, "RangeError", "seconds must be a number, got NaN"],
  ];
  for (const [what, seconds, name, complaint] of cases) {
    const message = `Cannot find frame: ${complaint}`;
    assertThrowsWith(() => frameAt(what as never, seconds as never), { name, message });
  }
  assertStrictEquals(frameAt(shot, Infinity), 9);
});
