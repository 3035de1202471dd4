import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { extent, groups, max, min, union } from "d3-array";
import { CONFIDENCE_LEVEL } from "../sweep/confidence.ts";
import { SWEEP_METRICS, type SweepMetric, type SweepSummary } from "../sweep/summary.ts";
import { capital, formatNumber } from "../text/format.ts";
import { withUnit } from "../text/measure.ts";
import { type LinePoint, linePoints } from "./line-points.ts";
import { linearTicks, logTicks, shown } from "./svg/axis.ts";
import { drawPlot, yAxis } from "./svg/draw-plot.ts";
import { type Box, type Chart, frame } from "./svg/frame.ts";
import type { LegendItem } from "./svg/legend.ts";
import { ANYTHING, CHART_OPTIONS, type ChartOptions, checkOptions, requireName, STRING } from "./svg/options.ts";
import { seriesColor, seriesDash, seriesSymbol } from "./svg/theme.ts";
import { requireSummaries } from "./sweep-fields.ts";

/** Options of {@linkcode linesChart}. */
export interface LinesChartOptions extends ChartOptions {
  /** Axis of the sweep from left to right, such as `"vm.memoryBytes"`. */
  x: string;
  /** Metric from bottom to top, such as `"totalSeconds"`. */
  y: SweepMetric;
  /** Axis of the sweep with one line per value. Default `"migration.engine"`. */
  series?: string;
  /** Label of the x axis. Default: name and unit of `x`. */
  xLabel?: string;
  /** Label of the y axis. Default: name and unit of `y`. */
  yLabel?: string;
  /** Scale of the x axis. Default `"log"` if the values are positive and span a factor of 32 or more. */
  xScale?: "linear" | "log";
  /** Scale of the y axis. Default `"linear"`. */
  yScale?: "linear" | "log";
}

const SCALES = ["linear", "log"];
const RULES = {
  ...CHART_OPTIONS,
  x: ANYTHING,
  y: ANYTHING,
  series: STRING,
  xLabel: STRING,
  yLabel: STRING,
  xScale: SCALES,
  yScale: SCALES,
};

/**
 * Draws a metric over an axis of a sweep with one line per engine. Lines connect means over completed replicates; bands
 * are the 95 % confidence intervals of the means, cut at the ends of the axis. A ring marks means of replicates with
 * different verdicts; the mean is of those that completed. A cross marks points where none completed.
 *
 * @param summaries summaries from `summarize`, one for each x and series; filter them if the sweep has more axes
 * @param options x, y, series, labels and scales; width (default 640) and height (default 360) in pixels, title, document
 * @throws {TypeError | RangeError} if there are no summaries, two have the same x and series, or an option is unknown,
 *   names no field or is out of range
 *
 * @example
 * ```ts
 * import { linesChart } from "@pageferry/pageferry/plot";
 * import { summarize, sweep } from "@pageferry/pageferry/sweep";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const axes = { "vm.memoryBytes": [2 ** 25, 2 ** 26], "migration.engine": ["pre-copy", "three-stage"] };
 * const rows = sweep({ base: { workload: { kind: "uniform", writesPerSecond: 1000 } }, axes, replicates: 3 });
 * const chart = linesChart(summarize(rows), { x: "vm.memoryBytes", y: "totalSeconds" });
 * assertStrictEquals(chart.title, "Total migration time over VM memory");
 * ```
 */
export function linesChart(summaries: readonly SweepSummary[], options: LinesChartOptions): Chart {
  checkOptions("linesChart", options, RULES);
  const { x, y, series = "migration.engine", width = 640, height = 360 } = options;
  requireSummaries("linesChart", summaries, options.series === undefined ? { x } : { x, series });
  requireName("linesChart", "y", y, SWEEP_METRICS);
  const { points, xMeasure, yMeasure } = linePoints(summaries, { x, y, series });
  const { title = `${capital(yMeasure.label)} over ${xMeasure.label}` } = options;
  const labels = { xLabel: withUnit(xMeasure), yLabel: withUnit(yMeasure) };
  const description = `${title}. ${inWords(points, xMeasure.unit, yMeasure.unit)}.`;
  const footnote = points.some(({ low }) => low !== null)
    ? `Bands: ${CONFIDENCE_LEVEL * 100} % confidence intervals of the means.`
    : "";
  return frame({ title, description, width, height, legend: legendOf(points), footnote }, (box) => ({
    svg: drawLines(points, { ...labels, ...options, ...box }),
    height: box.height,
  }));
}

function legendOf(points: readonly LinePoint[]): LegendItem[] {
  const items = namesOf(points).map((name, i): LegendItem => ({
    label: name,
    color: seriesColor(name, i),
    mark: seriesSymbol(name, i),
    onLine: true,
  }));
  return [
    ...items,
    ...(points.some(({ mixed }) => mixed) ? [{ label: "verdicts differ", mark: "circle" as const, hollow: true }] : []),
    ...(points.some(({ diverged }) => diverged)
      ? [{ label: points.some(({ failed }) => failed) ? "diverged or failed" : "diverged", mark: "times" as const }]
      : []),
  ];
}

function namesOf(points: readonly LinePoint[]): string[] {
  return Array.from(union(points.map(({ series }) => series)));
}

function drawLines(
  points: readonly LinePoint[],
  { width, height, document, xLabel, yLabel, xScale, yScale = "linear" }:
    & Box
    & Pick<LinesChartOptions, "document" | "xLabel" | "yLabel" | "xScale" | "yScale">,
): string {
  const names = namesOf(points);
  const lines = groups(points, ({ series }) => series);
  const color = ({ series }: LinePoint) => seriesColor(series, names.indexOf(series));
  const finished = points.filter(({ mean }) => mean !== null);
  const y = yAxisOf(finished, yScale);
  const x = xAxisOf(Array.from(union(points.map((point) => point.x))), xScale);
  const curve = { x: "x", z: "series" } as const;
  return drawPlot({
    document,
    width,
    height,
    marginLeft: 64,
    marginRight: 26,
    marginTop: 40,
    marginBottom: 44,
    x: x.scale,
    y: { type: yScale, domain: y.domain, label: null },
    marks: [
      ...yAxis(y.ticks, yLabel!),
      Plot.axisX({ ticks: x.ticks, label: xLabel, labelAnchor: "center", labelArrow: "none", text: (x) => shown(x) }),
      Plot.areaY(points, {
        ...curve,
        y1: ({ low }: LinePoint) => low === null ? null : Math.max(low, y.domain[0]),
        y2: ({ high }: LinePoint) => high === null ? null : Math.min(high, y.domain[1]),
        fill: color,
        fillOpacity: 0.2,
        ariaDescription: `${CONFIDENCE_LEVEL * 100} % confidence interval`,
      }),
      ...lines.map(([name, line], i) =>
        Plot.lineY(line, {
          ...curve,
          y: "mean",
          stroke: color,
          strokeWidth: 2,
          strokeDasharray: seriesDash(name, i),
        })
      ),
      Plot.dot(finished, {
        ...curve,
        y: "mean",
        fill: color,
        symbol: ({ series }: LinePoint) => seriesSymbol(series, names.indexOf(series)),
        r: 4,
      }),
      Plot.dot(finished.filter(({ mixed }) => mixed), {
        ...curve,
        y: "mean",
        stroke: color,
        r: 8,
        ariaDescription: "verdicts differ",
      }),
      // Above the plot, because a diverged migration has no value. Each line has its own row, so crosses do not
      // overlap.
      ...lines.map(([_, line], i) =>
        Plot.dot(line.filter(({ diverged }) => diverged), {
          x: "x",
          frameAnchor: "top",
          dy: -6 - 5 * i,
          symbol: "times",
          stroke: color,
          ariaDescription: "diverged",
        })
      ),
    ],
  });
}

/** Scale and ticks of the x axis: a tick at each value if there are few, else where the labels fit. */
function xAxisOf(
  xs: readonly (number | string)[],
  requested?: "linear" | "log",
): { scale: Plot.ScaleOptions; ticks?: (number | string)[] } {
  const ticks = xs.length <= 8 ? [...xs] : undefined;
  const numbers = xs.filter((x) => typeof x === "number");
  if (numbers.length < xs.length) return { scale: { type: "point", domain: xs }, ticks };
  const [least, most] = extent(numbers) as [number, number];
  const type = requested ?? (least > 0 && most / least >= 32 ? "log" : "linear");
  const logarithmic = () => logTicks(least, most).ticks.filter((tick) => tick >= least && tick <= most);
  return { scale: { type }, ticks: ticks ?? (type === "log" ? logarithmic() : undefined) };
}

function yAxisOf(points: readonly LinePoint[], scale: "linear" | "log"): { domain: [number, number]; ticks: number[] } {
  const most = max(points, (point) => point.max ?? 0) || 1;
  const least = min(points, (point) => (point.min ?? 0) > 0 ? point.min : null) ?? most / 10;
  return scale === "log" ? logTicks(least, most) : linearTicks(most);
}

function inWords(points: readonly LinePoint[], xUnit: string, yUnit: string): string {
  const at = ({ x }: LinePoint) => typeof x === "number" ? `${shown(x)} ${xUnit}`.trim() : shown(x);
  const value = (point: LinePoint) => `${formatNumber(point.mean!)} ${yUnit}`.trim() + ` at ${at(point)}`;
  const lines = groups(points, ({ series }) => series).map(([name, all]) => {
    const line = all.filter(({ mean }) => mean !== null);
    const ends = line.length > 1 ? [line[0], line[line.length - 1]] : line;
    const diverged = all.filter((point) => point.diverged).map(at);
    const mixed = all.filter((point) => point.mixed).map(at);
    const facts = [
      ...(ends.length > 0 ? [ends.map(value).join(" to ")] : []),
      ...(mixed.length > 0 ? [`verdicts differ at ${mixed.join(", ")}`] : []),
      ...(diverged.length > 0 ? [`diverged at ${diverged.join(", ")}`] : []),
    ];
    return `${name}: ${facts.join(", ") || "no value"}`;
  });
  return capital(lines.join("; "));
}
