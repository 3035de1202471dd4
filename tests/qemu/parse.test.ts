import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { parseQemuRun } from "../../lib/qemu/parse.ts";
import { runOf } from "./runs.ts";

/** A run with one field changed; `undefined` removes it. */
function changed(path: string, value: unknown): unknown {
  const run = structuredClone(runOf()) as unknown as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop()!;
  const owner = keys.reduce((at, key) => at[key] as Record<string, unknown>, run);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return run;
}

/** The field, its value, and the message after the line number. */
const CASES: [string, unknown, string, typeof TypeError | typeof RangeError][] = [
  ["id", undefined, "id must be a string, got nothing", TypeError],
  ["id", 5, "id must be a string, got 5", TypeError],
  [
    "engine",
    "teleport",
    'engine must be one of pre-copy, three-stage, post-copy, got "teleport"',
    RangeError,
  ],
  [
    "engine",
    "precopy",
    'engine must be one of pre-copy, three-stage, post-copy, got "precopy" (did you mean pre-copy?)',
    RangeError,
  ],
  ["vcpus", 0, "vcpus must be a whole number from 1 to 4096, got 0", RangeError],
  ["vcpus", 1.5, "vcpus must be a whole number from 1 to 4096, got 1.5", RangeError],
  ["capabilities", "auto-converge", 'capabilities must be a list of strings, got "auto-converge"', TypeError],
  ["capabilities", [1], "capabilities.0 must be a string, got 1", TypeError],
  [
    "memoryMiB",
    "128",
    'memoryMiB must be a number of MiB above 0, at most 268435456, got "128"',
    TypeError,
  ],
  ["totalPages", 0, "totalPages must be a whole number of pages from 1 to 4294967296, got 0", RangeError],
  ["totalPages", 1e300, "totalPages must be a whole number of pages from 1 to 4294967296, got 1e+300", RangeError],
  ["zeroPages", -1, "zeroPages must be a whole number of pages from 0 to 4294967296, got -1", RangeError],
  [
    "linkMbitPerSecond",
    0,
    "linkMbitPerSecond must be a number of Mbit/s from 0.001 to 1000000000, got 0",
    RangeError,
  ],
  [
    "downtimeLimitMs",
    NaN,
    "downtimeLimitMs must be a number of milliseconds from 0 to 1000000000, got NaN",
    RangeError,
  ],
  ["workload", null, "workload must be an object, got null", TypeError],
  [
    "workload.kind",
    "zipf",
    'workload.kind must be one of uniform, hot-cold, sequential, memtester, got "zipf"',
    RangeError,
  ],
  [
    "workload.pagesPerSecond",
    undefined,
    "workload.pagesPerSecond must be a number from 0 to 1000000000000, or null, got nothing",
    TypeError,
  ],
  [
    "workload.pagesPerSecond",
    -5,
    "workload.pagesPerSecond must be a number from 0 to 1000000000000, or null, got -5",
    RangeError,
  ],
  ["workload.hotFraction", 2, "workload.hotFraction must be a number above 0, at most 1, got 2", RangeError],
  [
    "workload.bufferMiB",
    29,
    "workload.bufferMiB must leave room for the zero pages within 8192 pages, got 29",
    RangeError,
  ],
  ["measured", undefined, "measured must be an object, got nothing", TypeError],
  ["measured.status", "failed", 'measured.status must be one of completed, cancelled, got "failed"', RangeError],
  [
    "measured.totalTimeSeconds",
    0,
    "measured.totalTimeSeconds must be a number of seconds above 0, at most 1000000, got 0",
    RangeError,
  ],
  [
    "measured.blockedSeconds",
    "1",
    'measured.blockedSeconds must be a number of seconds from 0 to 1000000, or null, got "1"',
    TypeError,
  ],
  ["timeline", 5, "timeline must be an object, got 5", TypeError],
  ["timeline", { columns: ["a"], rows: [7] }, "timeline.rows.0 must be a list, got 7", TypeError],
];

Deno.test("parseQemuRun reports in one line the wrong field, the allowed values and the actual value", async (t) => {
  for (const [path, value, expected, Mistake] of CASES) {
    await t.step(`${path}: ${JSON.stringify(value)}`, () => {
      assertThrowsWith(() => parseQemuRun(changed(path, value), "line 7"), (error: Error) => {
        assertStrictEquals(error.message, `Cannot read measured run: line 7.${expected}`);
        assertStrictEquals(error.constructor, Mistake);
        return true;
      });
    });
  }
});

Deno.test("parseQemuRun rejects values that are not objects", () => {
  for (const value of [null, undefined, 5, "x", [], true]) {
    assertThrowsWith(
      () => parseQemuRun(value, "line 2"),
      /^TypeError: Cannot read measured run: line 2 must be an object, got /,
    );
  }
});

Deno.test("parseQemuRun returns a valid run without unknown fields", () => {
  const run = runOf({ workload: { hotFraction: 0.1, hotShare: 0.9 }, firstPass: { seconds: 2, dirtiedPages: 30 } });
  const parsed = parseQemuRun({ ...run, note: "x", measured: { ...run.measured, setupTimeSeconds: 1 } }, "line 1");
  assertEquals(parsed, run);
  assertEquals(parseQemuRun(runOf(), "line 1"), runOf());
});

Deno.test("parseQemuRun keeps the metrics that only new lines have", () => {
  const measured = { ...runOf().measured, setupSeconds: 0.001, downtimeBytes: 5, dirtySyncCount: 3 };
  assertEquals(parseQemuRun({ ...runOf(), measured }, "line 1").measured, measured);
});

const COLUMNS = [
  "seconds",
  "status",
  "bytesTransferred",
  "bytesRemaining",
  "pagesTransferred",
  "zeroPages",
  "dirtySyncCount",
];

/** The first pass that a timeline shows. */
function firstPass(rows: unknown[][], columns = COLUMNS) {
  return parseQemuRun({ ...runOf(), timeline: { columns, rows } }, "line 1").firstPass;
}

Deno.test("parseQemuRun finds the end of the first pass in a timeline, and the pages found dirty at it", () => {
  const rows = [
    [0.1, "setup", 0, 8192 * 4096, 0, 0, null],
    [1.0, "active", 1e7, 3000 * 4096, 4000, 1000, 1],
    [1.5, "active", 2e7, 1000 * 4096, 6000, 1000, 1],
    // 500 more were sent, but 700 more remain.
    [1.6, "active", 2e7, 1700 * 4096, 6450, 1050, 2],
    [2.0, "completed", 3e7, 0, 9000, 1050, 4],
  ];
  assertEquals(firstPass(rows), { seconds: 1.6, dirtiedPages: 1200 });
  // With columns in any order, among other columns.
  const columns = ["x", ...COLUMNS.toReversed()];
  const turned = rows.map((row) => ["?", ...row.toReversed()]);
  assertEquals(firstPass(turned, columns), { seconds: 1.6, dirtiedPages: 1200 });
});

Deno.test("parseQemuRun returns no first pass if the timeline does not show its end", () => {
  const row = (
    seconds: number,
    remaining: number,
    sent: number,
    syncs: number | null,
  ) => [seconds, "active", 0, remaining * 4096, sent, 0, syncs];
  assertStrictEquals(firstPass([]), undefined);
  assertStrictEquals(firstPass([row(1, 10, 0, 1), row(2, 5, 5, 1)]), undefined, "no second sync");
  assertStrictEquals(firstPass([row(1, 10, 0, 2)]), undefined, "nothing to compare it with");
  assertStrictEquals(firstPass([row(1, 10, 0, 1), row(2, 5, 5, 2)]), undefined, "nothing was dirtied");
  const rows = [row(1, 10, 0, 1), row(2, 50, 5, 2)];
  assertEquals(firstPass(rows), { seconds: 2, dirtiedPages: 45 });
  for (const name of ["seconds", "bytesRemaining", "pagesTransferred", "dirtySyncCount"]) {
    const columns = COLUMNS.map((column) => column === name ? "other" : column);
    assertStrictEquals(firstPass(rows, columns), undefined, `without ${name}`);
  }
  assertStrictEquals(firstPass([row(0, 10, 0, 1), row(0, 50, 5, 2)]), undefined, "no time has passed");
});

Deno.test("parseQemuRun prefers a recorded first pass to the timeline", () => {
  const rows = [[1, "active", 0, 10 * 4096, 0, 0, 1], [2, "active", 0, 50 * 4096, 5, 0, 2]];
  const run = { ...runOf({ firstPass: { seconds: 3, dirtiedPages: 9 } }), timeline: { columns: COLUMNS, rows } };
  assertEquals(parseQemuRun(run, "line 1").firstPass, { seconds: 3, dirtiedPages: 9 });
});
