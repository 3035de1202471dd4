import type { FleetValidation } from "../fleet/types.ts";
import { formatNumber, formatSeconds } from "../text/format.ts";
import { type Table, table } from "./table.ts";

const percent = (error: number | null) => error === null ? "" : `${formatNumber(100 * error)} %`;

/** Measured fleets beside their predictions, a row each, and the distribution of the errors. */
export function fleetTable({ runs, summary: { all } }: FleetValidation): Table {
  const rows = runs.map(({ id, predicted, measured, error }) => ({
    id,
    measured: formatSeconds(measured.makespanSeconds, 4),
    predicted: formatSeconds(predicted.makespanSeconds, 4),
    makespan: percent(error.makespan),
    total: error.totalTime.map(percent).join(", "),
    verdict: error.verdictsRight ? "right" : "wrong",
  }));
  const blank = { measured: "", predicted: "", verdict: "" };
  const quantiles = (["p50", "p90", "max"] as const).map((name) => ({
    ...blank,
    id: name,
    makespan: percent(all.makespan[name]),
    total: percent(all.totalTime[name]),
  }));
  return table([...rows, ...quantiles], {
    caption: "Fleets",
    columns: {
      ...{ id: "run", measured: "makespan", predicted: "predicted", makespan: "off by" },
      ...{ total: "each VM's total time off by", verdict: "verdicts" },
    },
    numeric: ["measured", "predicted", "makespan"],
  });
}
