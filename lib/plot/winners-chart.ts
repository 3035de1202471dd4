import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { union } from "d3-array";
import { CONFIDENCE_LEVEL } from "../sweep/confidence.ts";
import { SWEEP_METRICS, type SweepMetric, type SweepResultRow } from "../sweep/summary.ts";
import { formatNumber } from "../text/format.ts";
import { measureOf, withUnit } from "../text/measure.ts";
import { axisOf } from "./svg/axis.ts";
import { drawPlot } from "./svg/draw-plot.ts";
import { type Chart, frame } from "./svg/frame.ts";
import { ANYTHING, CHART_OPTIONS, type ChartOptions, checkOptions, requireName, STRING } from "./svg/options.ts";
import { NEUTRAL_COLOR, seriesColor, textColorOn } from "./svg/theme.ts";
import { requireRows } from "./sweep-fields.ts";
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
 * second best in percent. An engine cannot win if any of its replicates diverged or failed, or if the 95 % confidence
 * interval of its lead over another engine includes zero or is unknown, as with one replicate. The interval is that of the
 * differences between replicates of the same number, which share their guest's seed if the engines are compared on the
 * same guest.
 *
 * @param rows rows from `sweep`, one for each x, y, contestant and replicate; filter them if the sweep has more axes
 * @param options x, y, metric, contestants and labels; width (default 640) and height (default by the number of rows) in
 *   pixels, title, document
 * @throws {TypeError | RangeError} if there are no rows, two have the same x, y, contestant and replicate, or an option is
 *   unknown, names no axis or is out of range
 *
 * @example
 * ```ts
 * import { winnersChart } from "@pageferry/pageferry/plot";
 * import { sweep } from "@pageferry/pageferry/sweep";
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
 * const chart = winnersChart(rows, {
 *   x: "vm.memoryBytes",
 *   y: "workload.writesPerSecond",
 *   metric: "totalSeconds",
 * });
 * assertStrictEquals(chart.title, "Best engine by total migration time");
 * ```
 */
export function winnersChart(rows: readonly SweepResultRow[], options: WinnersChartOptions): Chart {
  checkOptions("winnersChart", options, RULES);
  const { x, y, metric, of = "migration.engine", width = 640, height } = options;
  requireRows("winnersChart", rows, { x, y, of });
  requireName("winnersChart", "metric", metric, SWEEP_METRICS);
  const { label } = measureOf(metric);
  const { title = `Best ${measureOf(of).label} by ${label}` } = options;
  const cells = winners(rows, { x, y, metric, of });
  const names = Array.from(union(rows.map((row) => `${row[of]}`)));
  const lines = union(cells.map((cell) => cell.y)).size;
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
    const plotHeight = height === undefined ? MARGIN.marginTop + ROW * lines + MARGIN.marginBottom : box.height;
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
      Plot.text(cells, { ...place, text: cellText, fill: (cell: Winner) => textColorOn(colorOf(cell)) }),
    ],
  });
}

function cellText(cell: Winner): string {
  return `${leadText(cell)}${cell.mixed ? " *" : ""}`;
}

function leadText({ margin, finished, lead }: Winner): string {
  if (finished === 0) return "none";
  if (margin === null) return "alone";
  return lead === "clear" ? `−${formatNumber(margin * 100, 2)} %` : lead;
}

/** Explains the texts that occur in the cells. */
function footnoteOf(cells: readonly Winner[]): string {
  const texts = new Set(cells.map(leadText));
  const leads = cells.filter(({ winner, margin }) => winner !== null && margin !== null);
  return [
    ...(leads.length > 0 ? ["−12 %: 12 % less than the second best."] : []),
    ...(texts.has("alone") ? ["“alone”: no other completed."] : []),
    ...(texts.has("equal") ? ["“equal”: the best are equally good."] : []),
    ...(texts.has("unclear")
      ? [`“unclear”: the ${CONFIDENCE_LEVEL * 100} % confidence interval of the lead includes zero.`]
      : []),
    ...(texts.has("unknown") ? ["“unknown”: one replicate does not show its noise."] : []),
    ...(texts.has("none") ? ["“none”: none completed."] : []),
    ...(cells.some(({ mixed }) => mixed) ? ["*: replicates have different verdicts."] : []),
  ].join(" ");
}

function describe(cells: readonly Winner[], names: readonly string[], label: string): string {
  const wins = names.map((name) => `${name} ${cells.filter(({ winner }) => winner === name).length}`);
  return `Each cell shows the smallest mean ${label} and its lead over the second best. ` +
    `Cells won, of ${cells.length}: ${wins.join(", ")}.`;
}
