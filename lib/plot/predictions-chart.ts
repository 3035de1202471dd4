// @ts-types="@types/d3-array"
import { groups, max, median, min, union } from "d3-array";
import * as Plot from "@observablehq/plot";
import type { ValidatedRun, Validation } from "../validation/types.ts";
import { formatNumber, formatTick } from "../text/format.ts";
import { withUnit } from "../text/measure.ts";
import { type DataKind, requireData } from "./check.ts";
import { RUN_METRICS, type RunMetric } from "./run-metrics.ts";
import { drawPlot } from "./svg/draw-plot.ts";
import { type Chart, frame, panelColumns, placePanels } from "./svg/frame.ts";
import type { LegendItem } from "./svg/legend.ts";
import { CHART_OPTIONS, type ChartOptions, checkOptions } from "./svg/options.ts";
import { ENGINE_COLORS, ENGINE_SYMBOLS } from "./svg/theme.ts";
import { type AxisTicks, linearTicks, logTicks } from "./svg/axis.ts";

const LEAST_PANEL_WIDTH = 270;
const GAP = 10;
const MARGIN = { marginLeft: 58, marginRight: 22, marginTop: 34, marginBottom: 42 };
/** Relative half width of the band around the line of equality. */
const BAND = 0.1;

const VALIDATION: DataKind<Validation> = {
  is: (value): value is Validation => Array.isArray((value as Validation | null)?.runs),
  source: "validate()",
};

/** One run in a panel, in the panel's unit. */
interface Point {
  run: ValidatedRun;
  measured: number;
  predicted: number;
}

/**
 * Draws predicted over measured values with one panel per metric: total migration time in seconds, pages transferred,
 * downtime in milliseconds, demand faults, blocked time in seconds. Points on the line are exact predictions, points in the
 * band are off by at most 10 %.
 *
 * Hollow marks are runs that do not count in the summary. Runs that did not converge, measured or predicted, are left out.
 * On a logarithmic axis zero is drawn at the lower end.
 *
 * @param validation the return value of `validate`
 * @param options width in pixels (default 900; panels wrap), height of one panel, title, document
 * @throws {TypeError | RangeError} if `validation` is something else, or an option is unknown or out of range
 *
 * @example
 * ```ts
 * import { predictionsChart } from "@pageferry/pageferry/plot";
 * import { measuredRuns, validate } from "@pageferry/pageferry/qemu";
 * import { assertMatch } from "@std/assert";
 *
 * const runs = measuredRuns().filter((run) => run.memoryMiB === 128);
 * assertMatch(predictionsChart(validate(runs, { seeds: 1 })).description, /Medians cover counted runs only/);
 * ```
 */
export function predictionsChart(validation: Validation, options: ChartOptions = {}): Chart {
  checkOptions("predictionsChart", options, CHART_OPTIONS);
  requireData("predictionsChart", "validation", validation, VALIDATION);
  const { width = 900, title = "Predicted over measured", document } = options;
  const panels = RUN_METRICS.map((metric) => ({ metric, points: pointsOf(validation.runs, metric) }))
    .filter(({ points }) => points.length > 0);
  const columns = panelColumns(panels.length, { width, leastWidth: LEAST_PANEL_WIDTH });
  const { height = Math.round(Math.min(320, columns.panelWidth * 0.92)) } = options;
  const runs = panels.flatMap(({ points }) => points.map(({ run }) => run));
  const size = { width: columns.panelWidth, height };
  const drawn = panels.map(({ metric, points }) => drawPanel(points, metric, { ...size, document }));
  return frame(
    { title, description: describe(panels), width, legend: legendOf(runs) },
    () => placePanels(drawn, { ...columns, rowHeight: height + GAP }),
  );
}

/** The runs that have a metric. A metric that is zero on both sides, such as faults of pre-copy, does not apply. */
function pointsOf(runs: readonly ValidatedRun[], metric: RunMetric): Point[] {
  return runs.flatMap((run) => {
    if (!run.predicted.converges || run.measured.status !== "completed") return [];
    const [measured, predicted] = [metric.measured(run.measured), metric.predicted(run.predicted)];
    if (predicted === null || measured === null || (predicted === 0 && measured === 0)) return [];
    return [{ run, measured: metric.scale * measured, predicted: metric.scale * predicted }];
  });
}

function legendOf(runs: readonly ValidatedRun[]): LegendItem[] {
  const engines = Array.from(union(runs.map(({ engine }) => engine)));
  return [
    ...engines.map((engine) => ({ label: engine, mark: ENGINE_SYMBOLS[engine], color: ENGINE_COLORS[engine] })),
    ...(runs.some(({ counted }) => !counted) ? [{ label: "not counted", mark: "circle", hollow: true } as const] : []),
    { label: "predicted = measured", mark: "line" },
    { label: "±10 %", opacity: 0.12 },
  ];
}

/** Draws one metric. Both axes have the same scale, which is logarithmic if the values span more than a decade. */
function drawPanel(
  points: readonly Point[],
  metric: RunMetric,
  { width, height, document }: { width: number; height: number; document: ChartOptions["document"] },
): string {
  const { type, domain, ticks } = scaleOf(points.flatMap(({ predicted, measured }) => [predicted, measured]));
  const [start, end] = domain;
  const label = withUnit(metric);
  const axis = { ticks, text: formatTick, labelArrow: "none", tickSize: 4 } as const;
  return drawPlot({
    document,
    width,
    height,
    ...MARGIN,
    x: { type, domain, label: null },
    y: { type, domain, label: null },
    marks: [
      Plot.gridX(ticks, { strokeOpacity: 0.12 }),
      Plot.gridY(ticks, { strokeOpacity: 0.12 }),
      Plot.areaY(bandOf(start, end), {
        x: "x",
        y1: "low",
        y2: "high",
        fillOpacity: 0.12,
        ariaDescription: "within 10 %",
      }),
      Plot.line([[start, start], [end, end]], { strokeOpacity: 0.6, ariaDescription: "predicted = measured" }),
      Plot.axisX({ ...axis, label: `measured ${label}`, labelAnchor: "center" }),
      Plot.axisY({ ...axis, label: `predicted ${label}` }),
      ...groups(points, ({ run }) => run.engine, ({ run }) => run.counted).flatMap(([engine, byCounted]) =>
        byCounted.map(([counted, members]) =>
          Plot.dot(members, {
            x: ({ measured }: Point) => Math.max(start, measured),
            y: ({ predicted }: Point) => Math.max(start, predicted),
            symbol: ENGINE_SYMBOLS[engine],
            r: 4,
            stroke: ENGINE_COLORS[engine],
            strokeWidth: 1.5,
            fill: counted ? ENGINE_COLORS[engine] : "none",
            fillOpacity: 0.55,
            title: ({ run }: Point) => [run.id, ...run.capabilities].join(" "),
            ariaDescription: counted ? engine : `${engine}, not counted`,
          })
        )
      ),
    ],
  });
}

/** Corners of the band of ±10 % within the axes. Straight lines join them on linear and on logarithmic axes. */
function bandOf(start: number, end: number): { x: number; low: number; high: number }[] {
  return [start, start / (1 - BAND), end / (1 + BAND), end].map((x) => ({
    x,
    low: Math.max(start, x * (1 - BAND)),
    high: Math.min(end, x * (1 + BAND)),
  }));
}

function scaleOf(values: readonly number[]): AxisTicks & { type: "log" | "linear" } {
  const most = max(values)!;
  const least = min(values.filter((value) => value > 0))!;
  if (most <= 10 * least) return { type: "linear", ...linearTicks(most) };
  const domain: [number, number] = [logTicks(least, least).domain[0], logTicks(most, most).domain[1]];
  const fine = logTicks(...domain).ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]);
  // With more than seven ticks the labels would overlap.
  const ticks = fine.length <= 7 ? fine : fine.filter((tick) => tick.toExponential().startsWith("1e"));
  return { type: "log", domain, ticks };
}

function describe(panels: readonly { metric: RunMetric; points: readonly Point[] }[]): string {
  if (panels.length === 0) return "Predicted over measured: no run completed, measured and predicted.";
  const facts = panels.map(({ metric, points }) => {
    const counted = points.filter(({ run, measured }) => run.counted && measured > 0);
    const error = median(counted, ({ predicted, measured }) => Math.abs(predicted / measured - 1));
    const off = error === undefined ? "" : `, median error ${formatNumber(error * 100, 2)} %`;
    return `${metric.label} of ${points.length} runs${off}`;
  });
  const engines = union(panels.flatMap(({ points }) => points.map(({ run }) => run.engine)));
  return `Predicted over measured for ${Array.from(engines).join(", ")}: ${
    facts.join("; ")
  }. Medians cover counted runs only.`;
}
