import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { max, min } from "d3-array";
import type { QemuRun } from "../qemu/types.ts";
import { documentOr, type DrawingDocument } from "./svg/document.ts";
import { formatTick } from "../text/format.ts";
import { withUnit } from "../text/measure.ts";
import { ENGINE_COLORS, ENGINE_SYMBOLS, FONT_SIZE } from "./svg/theme.ts";
import { type AxisTicks, linearTicks, logTicks } from "./svg/ticks.ts";
import type { ValidationMetric, ValidationPoint } from "./predictions-metrics.ts";

const MARGIN = { left: 58, right: 22, top: 34, bottom: 42 };
/** Relative width of the band around the line of equality, to either side. */
const BAND = 0.1;

/** Draws predicted over measured for one metric: both axes alike, logarithmic if the values span more than a decade. */
export function validationPanel(
  points: readonly ValidationPoint[],
  metric: ValidationMetric,
  { width, height, document }: { width: number; height: number; document?: DrawingDocument },
): unknown {
  const { type, domain, ticks } = scaleOf(points.flatMap(({ predicted, measured }) => [predicted, measured]));
  const [start, end] = domain;
  // A logarithmic axis has no place for zero: its lower end is as near as it gets.
  const place = {
    x: (p: ValidationPoint) => Math.max(start, p.measured),
    y: (p: ValidationPoint) => Math.max(start, p.predicted),
  };
  const label = withUnit(metric);
  const axis = { ticks, text: formatTick, labelArrow: "none", tickSize: 4 } as const;
  return Plot.plot({
    document: documentOr(document) as never,
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { type, domain, label: null },
    y: { type, domain, label: null },
    marks: [
      Plot.gridX(axis.ticks, { strokeOpacity: 0.12 }),
      Plot.gridY(axis.ticks, { strokeOpacity: 0.12 }),
      Plot.areaY(band(start, end), {
        x: "x",
        y1: "low",
        y2: "high",
        fillOpacity: 0.12,
        ariaDescription: "within 10 %",
      }),
      Plot.line([[start, start], [end, end]], { strokeOpacity: 0.6, ariaDescription: "predicted = measured" }),
      Plot.axisX({ ...axis, label: `measured ${label}`, labelAnchor: "center" }),
      Plot.axisY({ ...axis, label: `predicted ${label}` }),
      ...groups(points).map(({ engine, counted, members }) =>
        Plot.dot(members, {
          ...place,
          symbol: ENGINE_SYMBOLS[engine] as Plot.SymbolType,
          r: 4,
          stroke: ENGINE_COLORS[engine],
          strokeWidth: 1.5,
          fill: counted ? ENGINE_COLORS[engine] : "none",
          fillOpacity: 0.55,
          title: ({ run }) => [run.id, ...run.capabilities].join(" "),
          ariaDescription: counted ? engine : `${engine}, not counted`,
        })
      ),
    ],
  });
}

/** Corners of the band of ±10 % where it lies within the axes; straight lines join them on either kind of axis. */
function band(start: number, end: number): { x: number; low: number; high: number }[] {
  return [start, start / (1 - BAND), end / (1 + BAND), end].map((x) => ({
    x,
    low: Math.max(start, x * (1 - BAND)),
    high: Math.min(end, x * (1 + BAND)),
  }));
}

/** One scale for both axes: logarithmic, to the next 1, 2 or 5 of a power of ten, if the values span more than a decade. */
function scaleOf(values: readonly number[]): AxisTicks & { type: "log" | "linear" } {
  const most = max(values)!;
  const least = min(values.filter((value) => value > 0))!;
  if (most <= 10 * least) return { type: "linear", ...linearTicks(most) };
  const domain: [number, number] = [logTicks(least, least).domain[0], logTicks(most, most).domain[1]];
  // At 1, 2 and 5 if their labels have room.
  const fine = logTicks(...domain).ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]);
  const ticks = fine.length <= 7 ? fine : fine.filter((tick) => tick.toExponential().startsWith("1e"));
  return { type: "log", domain, ticks };
}

function groups(
  points: readonly ValidationPoint[],
): { engine: QemuRun["engine"]; counted: boolean; members: ValidationPoint[] }[] {
  const engines = Array.from(new Set(points.map(({ run }) => run.engine)));
  return engines.flatMap((engine) =>
    [true, false].map((counted) => ({
      engine,
      counted,
      members: points.filter(({ run }) => run.engine === engine && run.counted === counted),
    }))
  ).filter(({ members }) => members.length > 0);
}
