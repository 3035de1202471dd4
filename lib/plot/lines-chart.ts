import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { max, min } from "d3-array";
import type { SweepSummary } from "../sweep/summary.ts";
import { shown } from "./svg/axis.ts";
import { requireField, requireMetric, requireOptions, requireSizes, requireSummaries, requireTexts } from "./check.ts";
import { compose, TITLE_HEIGHT } from "./svg/compose.ts";
import { documentOr, type PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { capital, formatNumber, formatTick } from "../text/format.ts";
import { legend } from "./svg/legend.ts";
import { type LinePoint, linePoints } from "./line-points.ts";
import { withUnit } from "../text/measure.ts";
import type { Metric } from "./metric.ts";
import { FONT_SIZE, seriesColor, seriesDash, seriesSymbol } from "./svg/theme.ts";
import { type AxisTicks, linearTicks, logTicks } from "./svg/ticks.ts";

/** What lines over a sweep show. */
export interface LinesChartOptions extends PlotOptions {
  /** Axis of the sweep from left to right, such as `"vm.memoryBytes"`. */
  x: string;
  /** What goes upwards, such as `"totalSeconds"`. */
  y: Metric;
  /** The field that tells the lines apart. Default `"migration.engine"`. */
  series?: string;
  /** Replaces the x axis's label, which is made from the field's name and unit. */
  xLabel?: string;
  /** Replaces the y axis's label. */
  yLabel?: string;
  /** How x values are spread. Default `"log"` if they are positive numbers that grow 32-fold or more. */
  xScale?: "linear" | "log";
  /** How y values are spread. Default `"linear"`. */
  yScale?: "linear" | "log";
}

/**
 * Draws a figure of migrations against an axis of a sweep: one line per engine through the means over replicates, within
 * a band from the smallest replicate to the largest. A cross marks migrations that diverged.
 *
 * @param summaries one per x and series, from `summarize`; filter them where the sweep has further axes
 * @throws {TypeError | RangeError} if two summaries share x and series, or there is none, or an option names what they
 *   do not have
 *
 * @example
 * ```ts
 * import { linesChart } from "@pageferry/pageferry/plot";
 * import { summarize, sweep } from "@pageferry/pageferry/sweep";
 *
 * const axes = { "vm.memoryBytes": [2 ** 25, 2 ** 26], "migration.engine": ["pre-copy", "three-stage"] };
 * const rows = sweep({ base: { workload: { kind: "uniform", writesPerSecond: 1000 } }, axes, replicates: 3 });
 * const figure = linesChart(summarize(rows, Object.keys(axes)), { x: "vm.memoryBytes", y: "totalSeconds" });
 * console.log(figure.title);
 * ```
 */
export function linesChart(summaries: readonly SweepSummary[], options: LinesChartOptions): Chart {
  requireOptions("lines", options);
  const { x, y, series = "migration.engine", yScale = "linear", width = 640, height = 360, document } = options;
  requireSizes("lines", { width, height });
  requireTexts("lines", { xLabel: options.xLabel, yLabel: options.yLabel });
  requireSummaries("lines", summaries);
  requireField("lines", "x", x, summaries);
  requireMetric("lines", "y", y);
  if (options.series !== undefined) requireField("lines", "series", series, summaries);
  const { points, xMeasure, yMeasure } = linePoints(summaries, { x, y, series });
  const names = Array.from(new Set(points.map((point) => point.series)));
  const title = options.title ?? `${capital(yMeasure.label)} over ${xMeasure.label}`;
  const color = (point: LinePoint) => seriesColor(point.series, names.indexOf(point.series));
  const key = legend([
    ...names.map((name, i) => ({ label: name, color: seriesColor(name, i), symbol: seriesSymbol(name, i) })),
    ...(points.some((point) => point.diverged) ? [{ label: "given up", color: "currentColor", symbol: "times" }] : []),
  ], { x: 4, y: TITLE_HEIGHT + 2, width: width - 8 });
  const top = TITLE_HEIGHT + key.height + 4;
  const finished = points.filter((point) => point.mean !== null);
  const yAxis = yAxisOf(finished, yScale);
  const curve = { x: "x", z: "series" } as const;
  const xs = Array.from(new Set(points.map((point) => point.x)));
  const plot = Plot.plot({
    document: documentOr(document) as never,
    width,
    height: height - top,
    marginLeft: 64,
    marginRight: 20,
    marginTop: 40,
    marginBottom: 44,
    style: { fontSize: `${FONT_SIZE}px` },
    x: xScaleOf(xs, options.xScale),
    y: { type: yScale, domain: yAxis.domain, label: null },
    marks: [
      Plot.gridY(yAxis.ticks, { strokeOpacity: 0.15 }),
      Plot.axisY(yAxis.ticks, { text: formatTick, label: options.yLabel ?? withUnit(yMeasure), labelArrow: "none" }),
      Plot.axisX({
        label: options.xLabel ?? withUnit(xMeasure),
        labelAnchor: "center",
        labelArrow: "none",
        ...xTicksOf(xs, options.xScale),
        text: (value: number | string) => shown(value),
      }),
      Plot.areaY(points, { ...curve, y1: "min", y2: "max", fill: color, fillOpacity: 0.2, ariaDescription: "spread" }),
      ...names.map((name, i) =>
        Plot.lineY(points.filter((point) => point.series === name), {
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
        symbol: (point: LinePoint) => seriesSymbol(point.series, names.indexOf(point.series)),
        r: 4,
      }),
      // Above the frame, since what was given up has no figure; a row for each line, so that crosses do not meet.
      ...names.map((name, i) =>
        Plot.dot(points.filter((point) => point.diverged && point.series === name), {
          x: "x",
          frameAnchor: "top",
          dy: -6 - 5 * i,
          symbol: "times",
          stroke: color,
          ariaDescription: "given up",
        })
      ),
    ],
  });
  return compose({
    title,
    description: describe(points, title),
    width,
    height,
    parts: [{ plot, x: 0, y: top }],
    overlay: key.svg,
  });
}

function xScaleOf(xs: readonly (number | string)[], asked?: "linear" | "log"): Plot.ScaleOptions {
  if (!xs.every((x) => typeof x === "number")) return { type: "point", domain: xs };
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  return { type: asked ?? (least > 0 && most / least >= 32 ? "log" : "linear") };
}

/** Ticks at the values themselves, where they are few; on a logarithmic axis those that have room. */
function xTicksOf(xs: readonly (number | string)[], asked?: "linear" | "log"): { ticks?: (number | string)[] } {
  if (xs.length <= 8) return { ticks: [...xs] };
  if (xScaleOf(xs, asked).type !== "log") return {};
  const [least, most] = [Math.min(...xs as number[]), Math.max(...xs as number[])];
  return { ticks: logTicks(least, most).ticks.filter((tick) => tick >= least && tick <= most) };
}

function yAxisOf(points: readonly LinePoint[], scale: "linear" | "log"): AxisTicks {
  const most = max(points, (point) => point.max ?? 0) || 1;
  const least = min(points, (point) => (point.min ?? 0) > 0 ? point.min : null) ?? most / 10;
  return scale === "log" ? logTicks(least, most) : linearTicks(most);
}

function describe(points: readonly LinePoint[], title: string): string {
  const lines = Array.from(new Set(points.map(({ series }) => series)), (name) => {
    const line = points.filter(({ series, mean }) => series === name && mean !== null);
    if (line.length === 0) return `${name} never finishes`;
    const [first, last] = [line[0], line[line.length - 1]];
    return `${name} from ${formatNumber(first.mean!)} at ${shown(first.x)} to ${formatNumber(last.mean!)} at ${
      shown(last.x)
    }`;
  });
  return `${title}. ${lines.join("; ")}.`;
}
