import type { SweepSummary } from "../sweep/summary.ts";

/** A figure of a migration that a sweep sums up: the fields of {@linkcode SweepSummary} with a mean and extremes. */
export type Metric = Exclude<keyof SweepSummary, "point" | "replicates" | "verdict">;

/** Every one of them. */
export const METRICS: readonly Metric[] = Object.keys(
  {
    totalSeconds: true,
    downtimeSeconds: true,
    pagesTransferred: true,
    bytesTransferred: true,
    demandFaults: true,
    stallSeconds: true,
  } satisfies Record<Metric, true>,
) as Metric[];
