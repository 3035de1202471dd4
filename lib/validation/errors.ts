// @ts-types="@types/d3-array"
import { max, quantile } from "d3-array";
import type { ErrorSummary, Predicted, PredictionError } from "./types.ts";

/** The errors that every kind of table has. */
const ERRORS: readonly (keyof PredictionError)[] = ["totalTime", "pages", "downtimeMs", "demandFaults", "blockedTime"];

/** How far a prediction is off, as a fraction of the measured value; `null` if nothing was measured. */
export function relativeError(predicted: number, measured: number | null): number | null {
  return measured ? Math.abs(predicted / measured - 1) : null;
}

/** How far a downtime is off, in milliseconds; `null` if the guest was not stopped, predicted or measured. */
export function downtimeError(predicted: Predicted, measured: { downtimeSeconds: number | null }): number | null {
  return predicted.downtimeSeconds === null || measured.downtimeSeconds === null
    ? null
    : Math.abs(predicted.downtimeSeconds - measured.downtimeSeconds) * 1000;
}

/** The distribution of each error over runs. `more` names the errors that only one kind of table has. */
export function summaryOf<E extends PredictionError>(
  runs: readonly { error: E }[],
  more: readonly Exclude<keyof E, keyof PredictionError>[] = [],
): Record<keyof E, ErrorSummary> {
  const summaries = [...ERRORS, ...more].map((name) => {
    const values = runs.flatMap(({ error }) => (error[name] as number | null) ?? []);
    const summary = {
      p50: quantile(values, 0.5) ?? null,
      p90: quantile(values, 0.9) ?? null,
      max: max(values) ?? null,
    };
    return [name, summary];
  });
  return Object.fromEntries(summaries);
}
