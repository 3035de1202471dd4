import assert from "node:assert/strict";
import { advance, type Player, seek, step, togglePlay, WHOLE_SECONDS, withEnd } from "../../explorer/player.ts";

const paused: Player = { seconds: 4, endSeconds: 40, playing: false, speed: 1 };
const playing: Player = { ...paused, playing: true };

Deno.test("advance(player) lets time pass while it plays, at its speed", () => {
  assert.equal(advance(playing, 2).seconds, 6);
  assert.equal(advance({ ...playing, speed: 10 }, 2).seconds, 24);
  assert.equal(advance({ ...playing, speed: null }, WHOLE_SECONDS / 2).seconds, 24);
  assert.deepEqual(advance(paused, 2), paused);
});

Deno.test("advance(player) stops at the end", () => {
  assert.deepEqual(advance(playing, 100), { ...paused, seconds: 40 });
});

Deno.test("togglePlay(player) pauses, plays, and begins again after the end", () => {
  assert.deepEqual(togglePlay(playing), paused);
  assert.deepEqual(togglePlay(paused), playing);
  assert.deepEqual(togglePlay({ ...paused, seconds: 40 }), { ...playing, seconds: 0 });
});

Deno.test("step(player, count, steps) pauses at a whole step, within the film", () => {
  assert.deepEqual(step({ ...playing, seconds: 4.4 }, 1, 40), { ...paused, seconds: 5 });
  assert.equal(step(paused, -1, 40).seconds, 3);
  assert.equal(step(paused, -9, 40).seconds, 0);
  assert.equal(step(paused, 99, 40).seconds, 40);
});

Deno.test("seek(player, share) pauses there", () => {
  assert.deepEqual(seek(playing, 0.5), { ...paused, seconds: 20 });
});

Deno.test("withEnd(player, endSeconds) begins again if it plays, and stays at its share if not", () => {
  assert.deepEqual(withEnd(playing, 20), { ...playing, seconds: 0, endSeconds: 20 });
  assert.deepEqual(withEnd(paused, 20), { ...paused, seconds: 2, endSeconds: 20 });
});
