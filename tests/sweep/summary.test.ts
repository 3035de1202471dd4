import { assertAlmostEquals, assertEquals, assertMatch, assertStrictEquals, assertThrows } from "@std/assert";
import { compare } from "../../mod.ts";
import { assertThrowsWith } from "../errors.ts";
import { summarize, sweep, type SweepMetric, type SweepResultRow } from "../../lib/sweep.ts";
import { sweepTable } from "../../lib/table/sweep-table.ts";
import type { SweepRow } from "../../lib/sweep/sweep.ts";

function row(fields: Partial<SweepRow>): SweepRow {
  return {
    replicate: 0,
    verdict: "converged",
    totalSeconds: 1,
    downtimeSeconds: 1,
    pagesTransferred: 1,
    bytesTransferred: 1,
    demandFaults: 1,
    stallSeconds: 1,
    ...fields,
  };
}

Deno.test("summarize returns mean, minimum and maximum of every metric", () => {
  const [summary] = summarize([
    row({ totalSeconds: 1, pagesTransferred: 10, stallSeconds: 0 }),
    row({ totalSeconds: 2, pagesTransferred: 30, stallSeconds: 5 }),
    row({ totalSeconds: 6, pagesTransferred: 20, stallSeconds: 1 }),
  ], []);
  assertStrictEquals(summary.replicates, 3);
  const spreadOf = (metric: SweepMetric) => [summary[metric], summary[`${metric}Min`], summary[`${metric}Max`]];
  assertEquals(spreadOf("totalSeconds"), [3, 1, 6]);
  assertEquals(spreadOf("pagesTransferred"), [20, 10, 30]);
  assertEquals(spreadOf("stallSeconds"), [2, 0, 5]);
  for (const metric of ["downtimeSeconds", "bytesTransferred", "demandFaults"] as const) {
    assertEquals(spreadOf(metric), [1, 1, 1]);
  }
});

Deno.test("summarize groups by the given fields, in order of first appearance", () => {
  const rows = [row({ a: 2, b: "x", totalSeconds: 1 }), row({ a: 1, b: "x" }), row({ a: 2, b: "y", totalSeconds: 3 })];
  assertEquals(summarize(rows, ["a"]).map(({ a, totalSeconds }) => [a, totalSeconds]), [[2, 2], [1, 1]]);
  assertEquals(summarize(rows, ["b", "a"]).map(({ a, b }) => [a, b]), [[2, "x"], [1, "x"], [2, "y"]]);
  assertEquals(summarize([], ["a"]), []);
});

Deno.test("summarize distinguishes a number from the string of its digits", () => {
  assertStrictEquals(summarize([row({ a: 1 }), row({ a: "1" })], ["a"]).length, 2);
});

Deno.test("summarize calls a point borderline when its replicates' verdicts differ", () => {
  const verdictOf = (...verdicts: SweepRow["verdict"][]) =>
    summarize(verdicts.map((verdict) => row({ verdict })), [])[0].verdict;
  assertStrictEquals(verdictOf("converged", "converged"), "converged");
  assertStrictEquals(verdictOf("forced", "forced"), "forced");
  assertStrictEquals(verdictOf("converged", "forced"), "borderline");
  assertStrictEquals(verdictOf("diverged", "diverged", "forced"), "borderline");
});

Deno.test("summarize omits missing downtimes, and is null without any", () => {
  const given = row({ downtimeSeconds: null, verdict: "diverged" });
  assertStrictEquals(summarize([given, row({ downtimeSeconds: 4 })], [])[0].downtimeSeconds, 4);
  assertStrictEquals(summarize([given], [])[0].downtimeSeconds, null);
});

Deno.test("summarize by an unknown field names the known fields", () => {
  assertThrowsWith(() => summarize([row({ "vm.vcpus": 1 })], ["vm.vcpu"]), {
    name: "RangeError",
    message: "Cannot summarize: by must be one of replicate, verdict, totalSeconds, downtimeSeconds, " +
      "pagesTransferred, bytesTransferred, demandFaults, stallSeconds, vm.vcpus, " +
      'got "vm.vcpu" (did you mean vm.vcpus?)',
  });
});

Deno.test("summarize groups by the axes of the sweep by default", () => {
  const rows = sweep({ axes: { "vm.memoryBytes": [2 ** 22, 2 ** 23], "vm.vcpus": [1, 2] }, replicates: 2 });
  const summaries = summarize(rows);
  assertEquals(summaries.map((summary) => [summary["vm.memoryBytes"], summary["vm.vcpus"], summary.replicates]), [
    [2 ** 22, 1, 2],
    [2 ** 22, 2, 2],
    [2 ** 23, 1, 2],
    [2 ** 23, 2, 2],
  ]);
  assertEquals(summaries, summarize(rows, ["vm.memoryBytes", "vm.vcpus"]));
  assertEquals(summarize([]), []);
});

Deno.test("rows and summaries have the types of their axes", () => {
  const rows = sweep({ axes: { "vm.memoryBytes": [2 ** 22], "migration.engine": ["pre-copy", "post-copy"] } });
  const engine: "pre-copy" | "post-copy" = rows[0]["migration.engine"];
  const bytes: number = summarize(rows)[0]["vm.memoryBytes"];
  assertEquals([engine, bytes], ["pre-copy", 2 ** 22]);
  // @ts-expect-error: no such field
  assertThrows(() => summarize(rows, ["migration.engin"]), RangeError);
  // @ts-expect-error: not an axis
  assertStrictEquals(rows[0]["vm.vcpus"], undefined);
});

Deno.test("summarize counts verdicts, and leaves diverged migrations out of the metrics", () => {
  const [summary] = summarize([
    row({ totalSeconds: 10 }),
    row({ verdict: "forced", totalSeconds: 20 }),
    row({ verdict: "diverged", totalSeconds: 60, downtimeSeconds: null }),
  ], []);
  const { replicates, completed, converged, forced, diverged, verdict } = summary;
  assertEquals({ replicates, completed, converged, forced, diverged, verdict }, {
    replicates: 3,
    completed: 2,
    converged: 1,
    forced: 1,
    diverged: 1,
    verdict: "borderline",
  });
  assertEquals([summary.totalSeconds, summary.totalSecondsMax], [15, 20]);
  assertStrictEquals(summarize([row({ verdict: "diverged", totalSeconds: 60 })], [])[0].totalSeconds, null);
});

Deno.test("summarize returns the confidence interval of a mean over the completed migrations", () => {
  const [summary] = summarize([
    row({ totalSeconds: 10 }),
    row({ totalSeconds: 12 }),
    row({ totalSeconds: 14 }),
    row({ verdict: "diverged", totalSeconds: 60, downtimeSeconds: null }),
  ], []);
  // 12 ± 4.30265 x 2 / √3
  assertAlmostEquals(summary.totalSecondsLow!, 12 - 4.9683, 1e-4);
  assertAlmostEquals(summary.totalSecondsHigh!, 12 + 4.9683, 1e-4);
  const [alone] = summarize([row({}), row({ verdict: "diverged" })], []);
  assertEquals([alone.totalSeconds, alone.totalSecondsLow, alone.totalSecondsHigh], [1, null, null]);
});

Deno.test("summarize counts rows that failed, and leaves them out of the metrics", () => {
  const { error: _, ...names } = { ...row({ totalSeconds: 5 }), error: null };
  const failed = { ...Object.fromEntries(Object.keys(names).map((name) => [name, null])), replicate: 1, error: "no" };
  const rows = [{ ...names, error: null }, failed as unknown as SweepResultRow];
  const [mixed] = summarize(rows, []);
  const { completed, converged, diverged, verdict, totalSeconds } = mixed;
  assertEquals({ completed, converged, diverged, failed: mixed.failed, verdict, totalSeconds }, {
    ...{ completed: 1, converged: 1, diverged: 0, failed: 1 },
    ...{ verdict: "borderline", totalSeconds: 5 },
  });
  const [all] = summarize(rows.slice(1), []);
  assertEquals([all.verdict, all.totalSeconds], ["failed", null]);
  assertMatch(sweepTable(rows).text, /\* 1 converged, 1 failed/);
  assertMatch(sweepTable(rows.slice(1).map((one) => ({ ...one, replicate: 0 }))).text, /error\n[^]*no$/);
});

Deno.test("a table of summaries marks replicates with different verdicts and counts them", () => {
  const [first, second] = [row({ totalSeconds: 7 }), row({ replicate: 1 })].map((one) => ({ a: 1, ...one }));
  const rows = [first, { ...second, verdict: "diverged" as const, totalSeconds: 60 }];
  const { caption, text } = sweepTable(rows);
  assertMatch(text, /^1 +\* 1 converged, 1 diverged +7 /m);
  assertMatch(caption, /; \*: verdicts differ, and means are of completed migrations only$/);
  assertMatch(sweepTable([first, second]).text, /migrations each\n[^*]*\n1 +converged +4 ± 38 /);
});

Deno.test("summarize(rows) rejects rows that do not come from a sweep", () => {
  const results = compare({ vm: { memoryBytes: 2 ** 24 } }, { engines: ["pre-copy", "post-copy"] });
  for (const rows of [results, [{}]]) {
    assertThrowsWith(() => summarize(rows as never), {
      name: "TypeError",
      message: /^Cannot summarize: rows must come from sweep\(\), got /,
    });
  }
});
