import { assert, assertStrictEquals } from "@std/assert";
import { measuredRuns } from "../../lib/qemu/measured.ts";
import type { QemuRun } from "../../lib/qemu/types.ts";
import { validate } from "../../lib/qemu.ts";
import type { ErrorSummary, Validation } from "../../lib/validation/types.ts";

/** Largest errors allowed for the predictions of the counted runs: shares, or milliseconds of downtime. */
const BARS: Record<string, Partial<Record<keyof ErrorSummary, number>>> = {
  totalTime: { p50: 0.005, p90: 0.016 },
  pages: { p50: 0.004, p90: 0.015 },
  downtimeMs: { p50: 20, p90: 60 },
  demandFaults: { p50: 0.1, p90: 0.2 },
  blockedTime: { p50: 0.04, p90: 0.12 },
};

function assertWithinBars({ summary }: Validation, what: string, slack = 1): void {
  for (const [error, bars] of Object.entries(BARS)) {
    const found = summary.all[error as keyof Validation["summary"][string]];
    for (const [rank, bar] of Object.entries(bars)) {
      const value = found[rank as keyof ErrorSummary];
      assert(value !== null && value <= bar * slack, `${what}: ${rank} of ${error} is ${value}, at most ${bar}`);
    }
  }
}

/** The runs with other ids, which give other seeds. */
const renamed = (runs: readonly QemuRun[], suffix: number) =>
  runs.map((run) => ({ ...run, id: `${run.id} ${suffix}` }));

Deno.test("the errors of the 31 counted runs are within the limits, with one set of constants", () => {
  const validation = validate(measuredRuns());
  assertStrictEquals(validation.runs.length, 34);
  assertStrictEquals(validation.runs.filter(({ counted }) => counted).length, 31);
  for (const { id, verdictRight } of validation.runs) assert(verdictRight, id);
  assertWithinBars(validation, "the seeds");
});

Deno.test("the errors are within a quarter more than the limits for other seeds", () => {
  for (const suffix of [1, 2]) {
    assertWithinBars(validate(renamed(measuredRuns(), suffix)), `seeds ${suffix}`, 1.25);
  }
});

const withOptions = measuredRuns({ options: true });

Deno.test("every verdict on the runs with options is right, and the total times of completed runs are within 15 %", () => {
  // The time at which a throttled guest converges is partly random: over 60 seeds the middle half spans 6 %.
  for (const [runs, bar] of [[withOptions, 0.15], [renamed(withOptions, 1), 0.2]] as const) {
    for (const { id, capabilities, verdictRight, measured, error } of validate(runs).runs) {
      const what = [id, ...capabilities].join(" ");
      assert(verdictRight, what);
      assertStrictEquals(error.totalTime === null, measured.status === "cancelled", what);
      assert((error.totalTime ?? 0) <= bar, `${what}: ${error.totalTime}`);
    }
  }
});
