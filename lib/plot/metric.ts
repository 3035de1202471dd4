import type { SweepSummary } from "../sweep/summary.ts";

/** A figure of a migration that a sweep sums up: the fields of {@linkcode SweepSummary} with a mean and extremes. */
export type Metric = Exclude<keyof SweepSummary, "point" | "replicates" | "verdict">;
