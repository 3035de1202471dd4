import type { ValidatedRun } from "../qemu/validate.ts";

/** A figure that is both predicted and measured. */
export interface ValidationMetric {
  /** In words. */
  label: string;
  /** The unit it is shown in; empty for counts. */
  unit: string;
  /** The prediction, in that unit; `null` where there is none. */
  predicted: (run: ValidatedRun) => number | null;
  /** What was measured. */
  measured: (run: ValidatedRun) => number | null;
}

/** A run as a point of one metric. */
export interface ValidationPoint {
  run: ValidatedRun;
  measured: number;
  predicted: number;
}

const milliseconds = (seconds: number | null) => seconds === null ? null : seconds * 1000;

/** What migrations are judged by, in the order in which it is drawn. */
export const VALIDATION_METRICS: readonly ValidationMetric[] = [
  {
    label: "total migration time",
    unit: "s",
    predicted: ({ predicted }) => predicted.totalSeconds,
    measured: ({ measured }) => measured.totalTimeSeconds,
  },
  {
    label: "pages transferred",
    unit: "thousands",
    predicted: ({ predicted }) => predicted.pagesTransferred / 1000,
    measured: ({ measured }) => measured.pagesTransferred / 1000,
  },
  {
    label: "downtime",
    unit: "ms",
    predicted: ({ predicted }) => milliseconds(predicted.downtimeSeconds),
    measured: ({ measured }) => milliseconds(measured.downtimeSeconds),
  },
  {
    label: "demand faults",
    unit: "",
    predicted: ({ predicted }) => predicted.demandFaults,
    measured: ({ measured }) => measured.demandRequests,
  },
  {
    label: "blocked time",
    unit: "s",
    predicted: ({ predicted }) => predicted.blockedSeconds,
    measured: ({ measured }) => measured.blockedSeconds,
  },
];

/**
 * The runs that have a metric, as points: they completed, as predicted, and the metric applies to them. Demand faults of
 * an engine without any are not a prediction come true.
 */
export function validationPoints(runs: readonly ValidatedRun[], metric: ValidationMetric): ValidationPoint[] {
  return runs.flatMap((run) => {
    if (!run.predicted.converges || run.measured.status !== "completed") return [];
    const [predicted, measured] = [metric.predicted(run), metric.measured(run)];
    if (predicted === null || measured === null || (predicted === 0 && measured === 0)) return [];
    return [{ run, predicted, measured }];
  });
}
