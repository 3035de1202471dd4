import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { union } from "d3-array";
import { SWEEP_METRICS, type SweepMetric, type SweepSummary } from "../sweep/summary.ts";
import { formatNumber } from "../text/format.ts";
import { measureOf, withUnit } from "../text/measure.ts";
import { axisOf } from "./svg/axis.ts";
import { drawPlot } from "./svg/draw-plot.ts";
import { type Chart, frame } from "./svg/frame.ts";
import { ANYTHING, CHART_OPTIONS, type ChartOptions, checkOptions, requireName, STRING } from "./svg/options.ts";
import { NEUTRAL_COLOR, seriesColor, textColorOn } from "./svg/theme.ts";
import { requireSummaries } from "./sweep-fields.ts";
import { type Winner, winners } from "./winners.ts";

/** Options of {@linkcode winnersChart}. */
export interface WinnersChartOptions extends ChartOptions {
  /** Axis of the sweep from left to right, such as `"vm.memoryBytes"`. */
  x: string;
  /** Axis of the sweep from bottom to top. */
  y: string;
  /** The metric to compare. The smallest mean wins. */
  metric: SweepMetric;
  /** Axis of the sweep that names the contestants. Default `"migration.engine"`. */
  of?: string;
  /** Label of the x axis. Default: name and unit of `x`. */
  xLabel?: string;
  /** Label of the y axis. Default: name and unit of `y`. */
  yLabel?: string;
}

const RULES = {
  ...CHART_OPTIONS,
  x: ANYTHING,
  y: ANYTHING,
  metric: ANYTHING,
  of: STRING,
  xLabel: STRING,
  yLabel: STRING,
};
const ROW = 44;
const MARGIN = { marginLeft: 80, marginRight: 10, marginTop: 8, marginBottom: 44 };

/**
 * Draws the engine with the smallest mean of a metric over two axes of a sweep. Each cell shows the lead over the
 * second best in percent. An engine cannot win if any of its replicates diverged.
 *
 * @param summaries summaries from `summarize`, one for each x, y and contestant
 * @param options x, y, metric, contestants and labels; width (default 640) and height (default by the number of rows) in
 *   pixels, title, document
 * @throws {TypeError | RangeError} if there are no summaries, two have the same x, y and contestant, or an option is
 *   unknown, names no field or is out of range
 *
 * @example
 * ```ts
 * import { winnersChart } from "@pageferry/pageferry/plot";
 * import { summarize, sweep } from "@pageferry/pageferry/sweep";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const rows = sweep({
 *   base: { workload: { kind: "uniform", writesPerSecond: 0 } },
 *   axes: {
 *     "vm.memoryBytes": [2 ** 25, 2 ** 26],
 *     "workload.writesPerSecond": [1000, 4000],
 *     "migration.engine": ["pre-copy", "three-stage"],
 *   },
 * });
 * const chart = winnersChart(summarize(rows), {
 *   x: "vm.memoryBytes",
 *   y: "workload.writesPerSecond",
 *   metric: "totalSeconds",
 * });
 * assertStrictEquals(chart.title, "Best engine by total migration time");
 * ```
 */
export function winnersChart(summaries: readonly SweepSummary[], options: WinnersChartOptions): Chart {
  checkOptions("winnersChart", options, RULES);
  const { x, y, metric, of = "migration.engine", width = 640, height } = options;
  requireSummaries("winnersChart", summaries, { x, y, of });
  requireName("winnersChart", "metric", metric, SWEEP_METRICS);
  const { label } = measureOf(metric);
  const { title = `Best ${measureOf(of).label} by ${label}` } = options;
  const cells = winners(summaries, { x, y, metric, of });
  const names = Array.from(union(summaries.map((summary) => `${summary[of]}`)));
  const rows = union(cells.map((cell) => cell.y)).size;
  return frame({
    title,
    description: describe(cells, names, label),
    width,
    height,
    legend: [
      ...names.map((name, i) => ({ label: name, color: seriesColor(name, i) })),
      ...(cells.some(({ winner }) => winner === null) ? [{ label: "no winner", color: NEUTRAL_COLOR }] : []),
    ],
    footnote: footnoteOf(cells),
  }, (box) => {
    const plotHeight = height === undefined ? MARGIN.marginTop + ROW * rows + MARGIN.marginBottom : box.height;
    return { svg: drawMap(cells, names, { ...options, width, height: plotHeight }), height: plotHeight };
  });
}

function drawMap(
  cells: readonly Winner[],
  names: readonly string[],
  { x, y, width, height, xLabel, yLabel, document }: WinnersChartOptions,
): string {
  const xAxis = axisOf(x, cells.map((cell) => cell.x));
  const yAxis = axisOf(y, cells.map((cell) => cell.y));
  const place = { x: (cell: Winner) => xAxis.keyOf(cell.x), y: (cell: Winner) => yAxis.keyOf(cell.y) };
  const colorOf = ({ winner }: Winner) => winner === null ? NEUTRAL_COLOR : seriesColor(winner, names.indexOf(winner));
  return drawPlot({
    document,
    width,
    height,
    ...MARGIN,
    x: { domain: xAxis.domain, label: xLabel ?? withUnit(xAxis), labelArrow: "none", padding: 0.03 },
    y: { domain: yAxis.domain.toReversed(), label: yLabel ?? withUnit(yAxis), labelArrow: "none", padding: 0.05 },
    marks: [
      Plot.axisX({ tickSize: 0, labelAnchor: "center" }),
      Plot.axisY({ tickSize: 0 }),
      Plot.cell(cells, { ...place, fill: colorOf }),
      Plot.text(cells, { ...place, text: marginText, fill: (cell: Winner) => textColorOn(colorOf(cell)) }),
    ],
  });
}

function marginText({ winner, margin, finished }: Winner): string {
  if (finished === 0) return "none";
  if (winner === null) return "equal";
  return margin === null ? "alone" : `−${formatNumber(margin * 100, 2)} %`;
}

/** Explains the texts that occur in the cells. */
function footnoteOf(cells: readonly Winner[]): string {
  const texts = new Set(cells.map(marginText));
  return [
    ...(cells.some(({ margin }) => margin !== null) ? ["−12 %: 12 % less than the second best."] : []),
    ...(texts.has("alone") ? ["“alone”: all others diverged."] : []),
    ...(texts.has("equal") ? ["“equal”: the best are equally good."] : []),
    ...(texts.has("none") ? ["“none”: all diverged."] : []),
  ].join(" ");
}

function describe(cells: readonly Winner[], names: readonly string[], label: string): string {
  const wins = names.map((name) => `${name} ${cells.filter(({ winner }) => winner === name).length}`);
  return `Each cell shows the smallest mean ${label} and its lead over the second best. ` +
    `Cells won, of ${cells.length}: ${wins.join(", ")}.`;
}
