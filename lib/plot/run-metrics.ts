import type { Measured, Predicted } from "../validation/types.ts";

/** A metric of a migration that is both measured and predicted. */
export interface RunMetric {
  label: string;
  /** The unit in which it is drawn; empty for counts. */
  unit: string;
  /** Drawn value = value * scale. */
  scale: number;
  measured(measured: Measured): number | null;
  predicted(predicted: Predicted): number | null;
}

/** Total migration time. */
export const TOTAL_TIME: RunMetric = {
  label: "total migration time",
  unit: "s",
  scale: 1,
  measured: ({ totalTimeSeconds }) => totalTimeSeconds,
  predicted: ({ totalSeconds }) => totalSeconds,
};

/** Pages transferred. */
export const PAGES: RunMetric = {
  label: "pages transferred",
  unit: "thousands",
  scale: 1e-3,
  measured: ({ pagesTransferred }) => pagesTransferred,
  predicted: ({ pagesTransferred }) => pagesTransferred,
};

/** Downtime. */
export const DOWNTIME: RunMetric = {
  label: "downtime",
  unit: "ms",
  scale: 1e3,
  measured: ({ downtimeSeconds }) => downtimeSeconds,
  predicted: ({ downtimeSeconds }) => downtimeSeconds,
};

/** All metrics, in the order in which they are drawn. */
export const RUN_METRICS: readonly RunMetric[] = [
  TOTAL_TIME,
  PAGES,
  DOWNTIME,
  {
    label: "demand faults",
    unit: "",
    scale: 1,
    measured: ({ demandRequests }) => demandRequests,
    predicted: ({ demandFaults }) => demandFaults,
  },
  {
    label: "blocked time",
    unit: "s",
    scale: 1,
    measured: ({ blockedSeconds }) => blockedSeconds,
    predicted: ({ blockedSeconds }) => blockedSeconds,
  },
];
