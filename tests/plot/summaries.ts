import type { Verdict } from "../../mod.ts";
import type { SweepRow, SweepSummary } from "../../lib/sweep.ts";

/** A summary at a point; times in seconds, `null` for a missing downtime. */
export function summary(
  point: Record<string, unknown>,
  totalSeconds: number,
  downtimeSeconds: number | null = totalSeconds / 100,
  verdict: Verdict = "converged",
): SweepSummary {
  const diverged = verdict === "diverged" ? 3 : 0;
  const metrics = {
    totalSeconds,
    downtimeSeconds,
    pagesTransferred: 1000,
    bytesTransferred: 4_096_000,
    demandFaults: 0,
    stallSeconds: 0,
  };
  const spreads = Object.entries(metrics).flatMap(([metric, mean]) => [
    [metric, mean],
    [`${metric}Low`, mean === null ? null : mean * 0.8],
    [`${metric}High`, mean === null ? null : mean * 1.2],
    [`${metric}Min`, mean === null ? null : mean * 0.9],
    [`${metric}Max`, mean === null ? null : mean * 1.1],
  ]);
  const counts = {
    replicates: 3,
    completed: 3 - diverged,
    verdict,
    converged: 3 - diverged,
    forced: 0,
    diverged,
    failed: 0,
  };
  return { ...point, ...counts, ...Object.fromEntries(spreads) };
}

/** The replicates of one point, one for each total time in seconds. */
export function replicates(
  point: Record<string, unknown>,
  totalSeconds: readonly number[],
  verdict: Verdict | readonly Verdict[] = "converged",
): SweepRow[] {
  return totalSeconds.map((seconds, replicate) => ({
    ...point,
    replicate,
    verdict: typeof verdict === "string" ? verdict : verdict[replicate],
    totalSeconds: seconds,
    downtimeSeconds: seconds / 100,
    pagesTransferred: 1000,
    bytesTransferred: 4_096_000,
    demandFaults: 0,
    stallSeconds: 0,
  }));
}

/** A point of a sweep over memory in MiB and engines. */
export function at(mebibytes: number, engine: string, writesPerSecond = 1000): Record<string, unknown> {
  return {
    "vm.memoryBytes": mebibytes * 2 ** 20,
    "workload.writesPerSecond": writesPerSecond,
    "migration.engine": engine,
  };
}
