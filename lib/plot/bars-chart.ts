// @ts-types="@types/d3-array"
import { max, union } from "d3-array";
import type { QemuRun } from "../qemu/types.ts";
import type { ValidatedRun } from "../validation/types.ts";
import { capital, formatNumber } from "../text/format.ts";
import { withUnit } from "../text/measure.ts";
import { type DataKind, requireList } from "./check.ts";
import { DOWNTIME, PAGES, type RunMetric, TOTAL_TIME } from "./run-metrics.ts";
import { barsPanel, type PanelBar } from "./svg/bars-panel.ts";
import { type Chart, frame, panelColumns, placePanels } from "./svg/frame.ts";
import { ANYTHING, CHART_OPTIONS, type ChartOptions, checkOptions } from "./svg/options.ts";
import { ENGINE_COLORS } from "./svg/theme.ts";
import { linearTicks } from "./svg/axis.ts";

/** Options of {@linkcode barsChart}. */
export interface BarsChartOptions extends ChartOptions {
  /** Predictions from `validate`, drawn over the bars of their runs. */
  predictions?: readonly ValidatedRun[];
}

const ENGINES: readonly QemuRun["engine"][] = ["pre-copy", "three-stage", "post-copy"];
const PAGES_PER_MIB = 256;
const LEAST_PANEL_WIDTH = 280;
/** The metrics and units of the figures in the three-stage-copy paper. */
const METRICS: readonly RunMetric[] = [TOTAL_TIME, { ...PAGES, unit: "MiB", scale: 1 / PAGES_PER_MIB }, DOWNTIME];

const RUN: DataKind<QemuRun> = {
  is: (value): value is QemuRun => typeof (value as QemuRun | null)?.measured === "object",
  source: "measuredRuns()",
};

/**
 * Draws measured migrations in the form of the three-stage-copy paper's figures: total migration time in seconds, pages
 * transferred in MiB and downtime in milliseconds over VM memory, with one bar per engine. A line with a dot is a
 * prediction; a dash stands for a missing run or one that did not complete.
 *
 * @param runs measured runs, one for each memory size and engine
 * @param options predictions; width in pixels (default 930; panels wrap), height of one panel (default 260), title,
 *   document
 * @throws {TypeError | RangeError} if there are no runs, two runs have the same memory size and engine, or an option is
 *   unknown or out of range
 *
 * @example
 * ```ts
 * import { barsChart } from "@pageferry/pageferry/plot";
 * import { measuredRuns, validate } from "@pageferry/pageferry/qemu";
 * import { assertMatch } from "@std/assert";
 *
 * const runs = measuredRuns().filter(({ linkMbitPerSecond, workload }) =>
 *   linkMbitPerSecond === 500 && workload.pagesPerSecond === 12_000
 * );
 * const { runs: predictions } = validate(runs, { seeds: 1 });
 * assertMatch(barsChart(runs, { predictions }).description, /Downtime in ms: pre-copy \d+/);
 * ```
 */
export function barsChart(runs: readonly QemuRun[], options: BarsChartOptions = {}): Chart {
  checkOptions("barsChart", options, { ...CHART_OPTIONS, predictions: ANYTHING });
  requireList("barsChart", "runs", runs, RUN);
  const { predictions = [], width = 930, height = 260, title = "Measured migrations under QEMU", document } = options;
  const byPlace = runsByPlace(runs);
  const engines = ENGINES.filter((engine) => runs.some((run) => run.engine === engine));
  const sizes = Array.from(union(runs.map(({ memoryMiB }) => memoryMiB))).sort((a, b) => a - b);
  const panels = METRICS.map((metric) => ({
    metric,
    bars: sizes.flatMap((memoryMiB) =>
      engines.map((engine) => barOf({ memoryMiB, engine }, metric, byPlace, predictions))
    ),
  }));
  const columns = panelColumns(panels.length, { width, leastWidth: LEAST_PANEL_WIDTH });
  const drawn = panels.map(({ metric, bars }) => {
    const axis = linearTicks(max(bars, ({ value, predicted }) => Math.max(value ?? 0, predicted ?? 0))!);
    return barsPanel(bars, { label: withUnit(metric), axis, width: columns.panelWidth, height, document });
  });
  return frame({
    title,
    description: `Measured values for VMs of ${sizes.join(", ")} MiB. ${panels.map(inWords).join(". ")}.`,
    width,
    legend: [
      ...engines.map((engine) => ({ label: `${engine}, measured`, color: ENGINE_COLORS[engine] })),
      ...(predictions.length > 0 ? [{ label: "predicted", mark: "tick" as const }] : []),
    ],
  }, () => placePanels(drawn, { ...columns, rowHeight: height + 6 }));
}

type Place = Pick<QemuRun, "memoryMiB" | "engine">;

function runsByPlace(runs: readonly QemuRun[]): Map<string, QemuRun> {
  const byPlace = new Map<string, QemuRun>();
  for (const run of runs) {
    const place = nameOf(run);
    if (byPlace.has(place)) {
      throw new RangeError(`Cannot draw barsChart: runs must differ in memory or engine, got two of ${place}`);
    }
    byPlace.set(place, run);
  }
  return byPlace;
}

function nameOf({ memoryMiB, engine }: Place): string {
  return `${memoryMiB} MiB, ${engine}`;
}

function barOf(
  place: Place,
  { measured, predicted, scale }: RunMetric,
  byPlace: ReadonlyMap<string, QemuRun>,
  predictions: readonly ValidatedRun[],
): PanelBar {
  const run = byPlace.get(nameOf(place));
  const prediction = run && predictions.find((other) => isOf(other, run));
  return {
    ...place,
    value: run?.measured.status === "completed" ? scaled(measured(run.measured), scale) : null,
    predicted: prediction?.predicted.converges ? scaled(predicted(prediction.predicted), scale) : null,
  };
}

function scaled(value: number | null, scale: number): number | null {
  return value === null ? null : value * scale;
}

function isOf(prediction: ValidatedRun, run: QemuRun): boolean {
  return prediction.id === run.id && prediction.capabilities.join() === run.capabilities.join();
}

function inWords({ metric, bars }: { metric: RunMetric; bars: readonly PanelBar[] }): string {
  const values = Array.from(union(bars.map(({ engine }) => engine)), (engine) => {
    const ofEngine = bars.filter((bar) => bar.engine === engine);
    return `${engine} ${ofEngine.map(({ value }) => value === null ? "none" : formatNumber(value)).join(", ")}`;
  });
  return `${capital(metric.label)}${metric.unit && ` in ${metric.unit}`}: ${values.join("; ")}`;
}
