import { assert, assertAlmostEquals, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { observedPoints } from "../../lib/curve/observed.ts";
import { readCurve } from "../../lib/curve/read.ts";
import { assertThrowsWith } from "../errors.ts";

const rate = (more: object) => ({ status: "measured", "dirty-rate": 84, "calc-time": 1, "start-time": 5, ...more });

Deno.test("readCurve reads answers of query-dirty-rate in both units, the middle of each whole MiB/s", () => {
  const { points, sampled } = readCurve(JSON.stringify([
    rate({ mode: "page-sampling", "sample-pages": 4096 }),
    { return: rate({ "calc-time": 500, "calc-time-unit": "millisecond", "dirty-rate": 100 }) },
  ]));
  assertEquals(points.map(({ seconds, dirtyPages }) => [seconds, dirtyPages]), [[0.5, 12_864], [1, 21_632]]);
  assert(sampled && points.every(({ errorPages }) => errorPages! > 0));
  // One answer a line, and a mode that counts writes.
  const lines = [rate({ mode: "dirty-bitmap" }), rate({ mode: "dirty-bitmap", "calc-time": 4, "dirty-rate": 30 })];
  const counted = readCurve(lines.map((line) => JSON.stringify(line)).join("\n"));
  assertEquals([counted.sampled, counted.points.length], [false, 2]);
  assert(counted.points[0].errorPages! < points[1].errorPages!);
});

Deno.test("readCurve averages answers for the same period", () => {
  const { points } = readCurve(JSON.stringify([rate({ "dirty-rate": 10 }), rate({ "dirty-rate": 20 })]));
  assertEquals(points.map(({ dirtyPages }) => dirtyPages), [15.5 * 256]);
});

Deno.test("readCurve reads virsh domstats --dirtyrate, and virsh domjobinfo", () => {
  const stats = "Domain: 'db'\n  dirtyrate.calc_status=2\n  dirtyrate.calc_start_time=7\n  dirtyrate.calc_period=1\n" +
    "  dirtyrate.megabytes_per_second=200\n  dirtyrate.calc_mode=dirty-ring\n";
  const { points, source, sampled } = readCurve(stats);
  assertEquals([points[0].seconds, points[0].dirtyPages, sampled], [1, 200.5 * 256, false]);
  assertMatch(source, /domstats/);
  const job = "Job type:         Completed\nMemory total:     64.000 GiB\nDirty rate:       51200      pages/s\n" +
    "Page size:        4096       bytes\nConstant pages:   1234\n";
  const curve = readCurve(job);
  assertEquals([curve.points[0].dirtyPages, curve.zeroPages], [51_200, 1234]);
});

Deno.test("readCurve reads query-migrate of a migration that runs", () => {
  const ram = { total: 2 ** 30, "dirty-pages-rate": 5000, "page-size": 4096, duplicate: 99 };
  const { points, memoryBytes, zeroPages, sampled } = readCurve(JSON.stringify({ return: { status: "active", ram } }));
  assertEquals([points, memoryBytes, zeroPages, sampled], [[{ seconds: 1, dirtyPages: 5000 }], 2 ** 30, 99, false]);
});

Deno.test("readCurve reads the published predictor's file, scaling samples to pages", () => {
  const { points, memoryBytes, zeroPages } = readCurve(JSON.stringify({
    pageBytes: 4096,
    pages: { total: 1000, sampled: 100, zeroSampled: 40 },
    dirtyCurve: { periodMs: [500, 1000], dirtySampled: [3, 5] },
  }));
  assertEquals(points.map(({ seconds, dirtyPages }) => [seconds, dirtyPages]), [[0.5, 30], [1, 50]]);
  assertEquals([memoryBytes, zeroPages], [4_096_000, 400]);
});

Deno.test("readCurve reads points as JSON and tables in several units", () => {
  const points = [{ seconds: 1, dirtyPages: 10 }, { seconds: 2, dirtyPages: 15, errorPages: 3 }];
  assertEquals(readCurve(JSON.stringify({ points, memoryBytes: 2 ** 20 })).points, points);
  const table = readCurve("# my VM\nTime (ms);Dirty [MiB]\n500;4\n1000;6\n");
  assertEquals(table.points, [{ seconds: 0.5, dirtyPages: 1024 }, { seconds: 1, dirtyPages: 1536 }]);
  assertAlmostEquals(readCurve("seconds,bytes\n1,8192").points[0].dirtyPages, 2);
});

Deno.test("readCurve suspects milliseconds that are given as seconds", () => {
  assertMatch(readCurve("seconds,pages\n500,10\n1000,20").warnings[0], /are the periods in milliseconds\?/);
  assertStrictEquals(readCurve("seconds,pages\n0.5,10\n1,20").warnings.length, 0);
});

Deno.test("readCurve says in one line what is wrong", () => {
  const wrong: [text: string, message: RegExp][] = [
    ["", /the file is empty/],
    ["hello", /Cannot read curve: it must be query-dirty-rate answers, .*, got "hello"$/],
    ["{", /Cannot read curve: it is not JSON/],
    ["{}", /Cannot read curve: it must be query-dirty-rate answers/],
    [JSON.stringify(rate({ status: "measuring" })), /must be measured, got status "measuring"; wait and query again$/],
    [JSON.stringify(rate({ "calc-time": 0 })), /calc-time must be a number above 0, got 0$/],
    [JSON.stringify({ ram: { "dirty-pages-rate": 0 } }), /above 0, got 0; query while pre-copy runs/],
    [
      JSON.stringify(rate({ "calc-time": 1000 })),
      /calc-time must be at most 60 s, unless "calc-time-unit" is "millisecond", got 1000$/,
    ],
    ['{"points":[]}', /points must be a list that is not empty/],
    ['{"points":[{"seconds":1}]}', /points\.0\.dirtyPages must be a number of at least 0/],
    [
      '{"points":[{"seconds":1,"dirtyPages":2}],"memoryBytes":"4GiB"}',
      /memoryBytes must be a number above 0, got "4GiB"$/,
    ],
    ['{"dirtyCurve":{}}', /pages must be an object/],
    [
      '{"pages":{"total":9,"sampled":3},"dirtyCurve":{"periodMs":[1,2],"dirtySampled":[1]}}',
      /dirtySampled must be a list of 2/,
    ],
    ['{"ram":null}', /ram must be an object, got null$/],
    ["dirtyrate.calc_period=1", /domstats must have megabytes_per_second and calc_period/],
    ["seconds,pages", /must have a point, got only a heading$/],
    ["seconds,pages\n1,x", /line 2 must be a number under pages, got "1,x"$/],
    ["seconds,pages\n-1,5", /line 2 must be a time above 0 under seconds, got "-1,5"$/],
  ];
  for (const [text, message] of wrong) assertThrowsWith(() => readCurve(text), message);
});

Deno.test("readCurve and observedPoints either read JSON or say what is wrong with it", () => {
  const names = ["points", "seconds", "dirtyPages", "ram", "dirty-pages-rate", "dirtyCurve", "pages", "periodMs"]
    .concat(["dirty-rate", "calc-time", "return", "runs", "timeline", "timelineColumns", "status", "memoryBytes"]);
  const leaf = fc.oneof(fc.constantFrom(null, 0, 1, -1, 1e9, "", "active", "4GiB", true));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("value")), tie("object")),
    object: fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(value, (value) => {
      for (const read of [(text: string) => readCurve(text).points, observedPoints]) {
        try {
          const points = read(JSON.stringify(value));
          assert(points.length > 0 && points.every(({ seconds, dirtyPages }) => seconds > 0 && dirtyPages >= 0));
        } catch (error) {
          assertMatch((error as Error).message, /^Cannot read /);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
