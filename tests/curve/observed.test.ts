import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { correctCurve, observedPoints } from "../../lib/curve/observed.ts";
import { simulate } from "../../lib/simulate.ts";
import { assertThrowsWith } from "../errors.ts";

const poll = (seconds: number, remainingPages: number, normal: number, syncs: number, status = "active") => ({
  status,
  "total-time": seconds * 1000,
  ram: { remaining: remainingPages * 4096, normal, duplicate: 0, "dirty-sync-count": syncs },
});
/** Before the second read of the log 1000 pages are left and 500 are sent; it finds 7500 more. */
const ATTEMPT = [poll(1, 9000, 1000, 1), poll(9, 1000, 9000, 1), poll(10, 8000, 9500, 2), poll(12, 3000, 14_500, 2)];

Deno.test("observedPoints reads the pages dirtied between two reads of the dirty log", () => {
  const [point, ...others] = observedPoints(ATTEMPT.map((answer) => JSON.stringify(answer)).join("\n"));
  assertEquals([point.seconds, point.dirtyPages, others.length], [10, 7500, 0]);
});

Deno.test("observedPoints ignores polls after the guest has left, and reads that lie between the same two polls", () => {
  const more = [...ATTEMPT, poll(13, 9000, 15_000, 4), poll(14, 50_000, 15_000, 5, "postcopy-active")];
  assertEquals(observedPoints(JSON.stringify(more)).length, 1);
});

Deno.test("observedPoints of a timeline is the same", () => {
  const timelineColumns = ["t_s", "status", "remaining", "dirty_sync_count", "normal", "duplicate"];
  const timeline = ATTEMPT.map(({ status, ram, "total-time": time }) => [
    time / 1000,
    status,
    ram.remaining,
    ram["dirty-sync-count"],
    ram.normal,
    ram.duplicate,
  ]);
  assertEquals(
    observedPoints(JSON.stringify({ runs: [{ timelineColumns, timeline }] })),
    observedPoints(JSON.stringify(ATTEMPT)),
  );
});

Deno.test("observedPoints says what is missing", () => {
  assertThrowsWith(() => observedPoints("[]"), /must show a read of the dirty log .* between two polls, got 0 polls$/);
  assertThrowsWith(() => observedPoints('{"timeline":null}'), /timeline must be a list of rows, .*, got null$/);
  assertThrowsWith(() => observedPoints('[{"status":"active","ram":null}]'), /got 0 polls$/);
  assertThrowsWith(() => observedPoints("no"), /must be answers of query-migrate in JSON, got "no"$/);
});

const CURVE = {
  points: [{ seconds: 1, dirtyPages: 900 }, { seconds: 10, dirtyPages: 1000 }],
  source: "page sampling",
  sampled: true,
  warnings: [],
};

Deno.test("correctCurve drops a curve that misses writes, and says so", () => {
  const { points, sampled, warnings } = correctCurve(CURVE, observedPoints(JSON.stringify(ATTEMPT)));
  assert(!sampled && points.length === 2 && points[1].dirtyPages === 7500);
  assertMatch(warnings[0], /7.5 times the pages of the curve/);
});

Deno.test("correctCurve joins a curve and an attempt that agree", () => {
  const { points, sampled, warnings } = correctCurve(CURVE, [{ seconds: 4, dirtyPages: 950, errorPages: 40 }]);
  assertEquals([points.map(({ seconds }) => seconds), sampled, warnings], [[1, 4, 10], true, []]);
});

Deno.test("correctCurve joins an attempt on the curve's own growth, with an interval outside its points", () => {
  const grown = (seconds: number) => ({ seconds, dirtyPages: 50_000 * seconds ** 0.65 });
  const curve = { ...CURVE, points: [1, 4, 16].map(grown) };
  for (const seconds of [0.1, 60, 500]) {
    const { points, warnings } = correctCurve(curve, [grown(seconds)]);
    assertEquals([points.length, warnings], [4, []], `${seconds} s`);
    const far = { seconds, dirtyPages: 1.6 * grown(seconds).dirtyPages };
    assertMatch(correctCurve(curve, [far]).warnings[0], /1.6 times the pages of the curve/);
  }
});

Deno.test("the curve of a simulated attempt predicts how the attempt goes on", () => {
  const vm = { memoryBytes: 2 ** 29 };
  const migration = { downtimeLimitSeconds: 0.05, timeLimitSeconds: 40 };
  const workload = { kind: "hot-cold", writesPerSecond: 40_000, hotFraction: 0.1, hotShare: 0.9 } as const;
  const { timeline, totalSeconds } = simulate({ preset: "libvirt", vm, workload, migration });
  // Polled just before and just after each read of the log.
  const polls = timeline.slice(1, 9).map(({ seconds, remainingPages }, i) =>
    poll(seconds + i * 1e-9, remainingPages, 0, 1 + Math.ceil(i / 2))
  );
  const points = observedPoints(JSON.stringify(polls));
  const again = simulate({ preset: "libvirt", vm, workload: { kind: "curve", points }, migration });
  assertAlmostEquals(again.totalSeconds / totalSeconds, 1, 0.1);
});
