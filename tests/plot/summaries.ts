import type { Verdict } from "../../mod.ts";
import type { SweepSummary } from "../../lib/sweep.ts";

/** A summary at a point; times in seconds, `null` for a downtime that never came. */
export function summary(
  point: Record<string, unknown>,
  totalSeconds: number,
  downtimeSeconds: number | null = totalSeconds / 100,
  verdict: Verdict = "converged",
): SweepSummary {
  const spread = (mean: number | null) => ({
    mean,
    min: mean === null ? null : mean * 0.9,
    max: mean === null ? null : mean * 1.1,
  });
  return {
    point,
    replicates: 3,
    verdict,
    totalSeconds: spread(totalSeconds),
    downtimeSeconds: spread(downtimeSeconds),
    pagesTransferred: spread(1000),
    bytesTransferred: spread(4_096_000),
    demandFaults: spread(0),
    stallSeconds: spread(0),
  };
}

/** A point of a sweep over memory in MiB and engines. */
export function at(mebibytes: number, engine: string, writesPerSecond = 1000): Record<string, unknown> {
  return {
    "vm.memoryBytes": mebibytes * 2 ** 20,
    "workload.writesPerSecond": writesPerSecond,
    "migration.engine": engine,
  };
}
