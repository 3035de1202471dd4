import * as Plot from "@observablehq/plot";
import type { SweepSummary } from "../sweep/summary.ts";
import { axisOf } from "./svg/axis.ts";
import { requireField, requireMetric, requireOptions, requireSizes, requireSummaries, requireTexts } from "./check.ts";
import { compose, svgText, TITLE_HEIGHT } from "./svg/compose.ts";
import { documentOr, type PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { formatNumber } from "../text/format.ts";
import { legend } from "./svg/legend.ts";
import { measureOf, withUnit } from "../text/measure.ts";
import type { Metric } from "./metric.ts";
import { FONT_SIZE, NEUTRAL_COLOR, seriesColor, textColorOn } from "./svg/theme.ts";
import { type Winner, winners } from "./winners.ts";

/** What a map of winners shows. */
export interface WinnersChartOptions extends PlotOptions {
  /** Axis of the sweep from left to right, such as `"vm.memoryBytes"`. */
  x: string;
  /** Axis of the sweep upwards. */
  y: string;
  /** What the smallest mean of wins. */
  metric: Metric;
  /** The field that names the contestants. Default `"migration.engine"`. */
  of?: string;
  /** Replaces the x axis's label. */
  xLabel?: string;
  /** Replaces the y axis's label. */
  yLabel?: string;
}

/**
 * Draws which engine wins (has the smallest mean of a metric) over two axes of a sweep. In each cell stands by how many
 * percent it beats the next best; a migration that diverged cannot win.
 *
 * @param summaries one per x, y and contestant, from `summarize`
 * @throws {TypeError | RangeError} if two summaries share x, y and contestant, or there is none, or an option names what
 *   they do not have
 *
 * @example
 * ```ts
 * import { winnersChart } from "@pageferry/pageferry/plot";
 * import { summarize, sweep } from "@pageferry/pageferry/sweep";
 *
 * const axes = {
 *   "vm.memoryBytes": [2 ** 25, 2 ** 26],
 *   "workload.writesPerSecond": [1000, 4000],
 *   "migration.engine": ["pre-copy", "three-stage"],
 * };
 * const rows = sweep({ base: { workload: { kind: "uniform", writesPerSecond: 0 } }, axes });
 * const map = winnersChart(summarize(rows, Object.keys(axes)), {
 *   x: "vm.memoryBytes",
 *   y: "workload.writesPerSecond",
 *   metric: "totalSeconds",
 * });
 * console.log(map.description);
 * ```
 */
export function winnersChart(summaries: readonly SweepSummary[], options: WinnersChartOptions): Chart {
  requireOptions("winners", options);
  const { x, y, metric, of = "migration.engine", width = 640, document } = options;
  requireSizes("winners", { width, height: options.height });
  requireTexts("winners", { xLabel: options.xLabel, yLabel: options.yLabel });
  requireSummaries("winners", summaries);
  requireField("winners", "x", x, summaries);
  requireField("winners", "y", y, summaries);
  requireMetric("winners", "metric", metric);
  if (options.of !== undefined) requireField("winners", "of", of, summaries);
  const { label } = measureOf(metric);
  const title = options.title ?? `Which ${measureOf(of).label} wins on ${label}`;
  const cells = winners(summaries, { x, y, metric, of });
  const names = Array.from(new Set(summaries.map(({ point }) => `${point[of]}`)));
  const colorOf = ({ winner }: Winner) => winner === null ? NEUTRAL_COLOR : seriesColor(winner, names.indexOf(winner));
  const [xAxis, yAxis] = [axisOf(x, cells.map((cell) => cell.x)), axisOf(y, cells.map((cell) => cell.y))];
  const undecided = cells.some(({ winner }) => winner === null);
  const key = legend([
    ...names.map((name, i) => ({ label: name, color: seriesColor(name, i) })),
    ...(undecided ? [{ label: "nobody", color: NEUTRAL_COLOR }] : []),
  ], { x: 4, y: TITLE_HEIGHT + 2, width: width - 8 });
  const top = TITLE_HEIGHT + key.height + 4;
  const height = options.height ?? top + 8 + 44 * yAxis.domain.length + 66;
  const place = { x: (cell: Winner) => xAxis.keyOf(cell.x), y: (cell: Winner) => yAxis.keyOf(cell.y) };
  const plot = Plot.plot({
    document: documentOr(document) as never,
    width,
    height: height - top - 20,
    marginLeft: 72,
    marginRight: 10,
    marginTop: 8,
    marginBottom: 44,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: xAxis.domain, label: options.xLabel ?? withUnit(xAxis), labelArrow: "none", padding: 0.03 },
    y: {
      domain: yAxis.domain.toReversed(),
      label: options.yLabel ?? withUnit(yAxis),
      labelArrow: "none",
      padding: 0.05,
    },
    marks: [
      Plot.axisX({ tickSize: 0, labelAnchor: "center" }),
      Plot.axisY({ tickSize: 0 }),
      Plot.cell(cells, { ...place, fill: colorOf }),
      Plot.text(cells, { ...place, text: marginText, fill: (cell: Winner) => textColorOn(colorOf(cell)) }),
    ],
  });
  return compose({
    title,
    description: describe(cells, names, label),
    width,
    height,
    parts: [{ plot, x: 0, y: top }],
    overlay: key.svg + svgText(NOTE, 4, height - 6, { "fill-opacity": 0.8, "font-size": 11 }),
  });
}

const NOTE = "−12 %: less than the next best by that much · alone: no other finished";

function marginText({ winner, margin, finished }: Winner): string {
  if (finished === 0) return "none";
  if (winner === null) return "equal";
  return margin === null ? "alone" : `−${formatNumber(margin * 100, 2)} %`;
}

function describe(cells: readonly Winner[], names: readonly string[], label: string): string {
  const wins = names.map((name) => `${name} ${cells.filter(({ winner }) => winner === name).length}`);
  return `Map of who has the smallest mean of ${label}, with its lead over the next best in percent. ` +
    `Cells won of ${cells.length}: ${wins.join(", ")}.`;
}
