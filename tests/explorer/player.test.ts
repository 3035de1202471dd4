import { assertEquals, assertStrictEquals } from "@std/assert";
import { advance, type Player, seek, step, togglePlay, WHOLE_SECONDS, withEnd } from "../../explorer/player.ts";

const paused: Player = { seconds: 4, endSeconds: 40, playing: false, speed: 1 };
const playing: Player = { ...paused, playing: true };

Deno.test("advance(player) moves at the speed of the player while it plays", () => {
  assertStrictEquals(advance(playing, 2).seconds, 6);
  assertStrictEquals(advance({ ...playing, speed: 10 }, 2).seconds, 24);
  assertStrictEquals(advance({ ...playing, speed: null }, WHOLE_SECONDS / 2).seconds, 24);
  assertEquals(advance(paused, 2), paused);
});

Deno.test("advance(player) stops at the end", () => {
  assertEquals(advance(playing, 100), { ...paused, seconds: 40 });
});

Deno.test("togglePlay(player) pauses, plays, and restarts after the end", () => {
  assertEquals(togglePlay(playing), paused);
  assertEquals(togglePlay(paused), playing);
  assertEquals(togglePlay({ ...paused, seconds: 40 }), { ...playing, seconds: 0 });
});

Deno.test("step(player, count, steps) pauses at a whole step within the film", () => {
  assertEquals(step({ ...playing, seconds: 4.4 }, 1, 40), { ...paused, seconds: 5 });
  assertStrictEquals(step(paused, -1, 40).seconds, 3);
  assertStrictEquals(step(paused, -9, 40).seconds, 0);
  assertStrictEquals(step(paused, 99, 40).seconds, 40);
});

Deno.test("seek(player, share) pauses at the share", () => {
  assertEquals(seek(playing, 0.5), { ...paused, seconds: 20 });
});

Deno.test("withEnd(player, endSeconds) restarts if it plays and keeps its share if paused", () => {
  assertEquals(withEnd(playing, 20), { ...playing, seconds: 0, endSeconds: 20 });
  assertEquals(withEnd(paused, 20), { ...paused, seconds: 2, endSeconds: 20 });
});
