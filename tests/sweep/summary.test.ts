import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { summarize } from "../../lib/sweep.ts";
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
  assertEquals(summary.totalSeconds, { mean: 3, min: 1, max: 6 });
  assertEquals(summary.pagesTransferred, { mean: 20, min: 10, max: 30 });
  assertEquals(summary.stallSeconds, { mean: 2, min: 0, max: 5 });
  for (const figure of ["downtimeSeconds", "bytesTransferred", "demandFaults"] as const) {
    assertEquals(summary[figure], { mean: 1, min: 1, max: 1 });
  }
});

Deno.test("summarize groups by the given fields, in order of first appearance", () => {
  const rows = [row({ a: 2, b: "x", totalSeconds: 1 }), row({ a: 1, b: "x" }), row({ a: 2, b: "y", totalSeconds: 3 })];
  assertEquals(summarize(rows, ["a"]).map(({ point, totalSeconds }) => [point, totalSeconds.mean]), [
    [{ a: 2 }, 2],
    [{ a: 1 }, 1],
  ]);
  assertEquals(summarize(rows, ["b", "a"]).map(({ point }) => point), [{ b: "x", a: 2 }, { b: "x", a: 1 }, {
    b: "y",
    a: 2,
  }]);
  assertEquals(summarize([], ["a"]), []);
});

Deno.test("summarize distinguishes a number from the text of its digits", () => {
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
  assertEquals(summarize([given, row({ downtimeSeconds: 4 })], [])[0].downtimeSeconds, { mean: 4, min: 4, max: 4 });
  assertEquals(summarize([given], [])[0].downtimeSeconds, { mean: null, min: null, max: null });
});

Deno.test("summarize by an unknown field names the known fields", () => {
  assertThrowsWith(() => summarize([row({ "vm.vcpus": 1 })], ["vm.vcpu"]), {
    name: "RangeError",
    message: "Cannot summarize: by must be one of replicate, verdict, totalSeconds, downtimeSeconds, " +
      "pagesTransferred, bytesTransferred, demandFaults, stallSeconds, vm.vcpus, " +
      'got "vm.vcpu" (did you mean vm.vcpus?)',
  });
});
