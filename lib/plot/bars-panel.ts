import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { max } from "d3-array";
import type { QemuRun } from "../qemu/types.ts";
import { documentOr, type DrawingDocument } from "./svg/document.ts";
import { formatNumber, formatTick } from "../text/format.ts";
import { ENGINE_COLORS, FONT_SIZE } from "./svg/theme.ts";
import { linearTicks } from "./svg/ticks.ts";
import { memoryAxis } from "./svg/memory-axis.ts";

/** A bar of one panel: measured, and predicted where there is a prediction; in the panel's unit. */
export interface MeasuredBar {
  memoryMiB: number;
  engine: QemuRun["engine"];
  /** `null` if there is no such run. */
  measured: number | null;
  predicted: number | null;
}

/** Of the space for one memory size: what stays free at either side. */
const GROUP_GAP = 0.1;
/** Bars lower than this share of the axis have their value written above them. */
const LOW = 0.05;

/** Draws the bars of one metric; `bars` holds every memory size with every engine. */
export function measuredPanel(
  bars: readonly MeasuredBar[],
  label: string,
  { width, height, document }: { width: number; height: number; document?: DrawingDocument },
): unknown {
  const sizes = Array.from(new Set(bars.map((bar) => bar.memoryMiB)));
  const engines = Array.from(new Set(bars.map((bar) => bar.engine)));
  const wide = (1 - 2 * GROUP_GAP) / engines.length;
  const { domain, ticks } = linearTicks(max(bars, (bar) => Math.max(bar.measured ?? 0, bar.predicted ?? 0))!);
  const left = (bar: MeasuredBar) => sizes.indexOf(bar.memoryMiB) + GROUP_GAP + engines.indexOf(bar.engine) * wide;
  const middle = (bar: MeasuredBar) => left(bar) + wide / 2;
  const run = bars.filter((bar) => bar.measured !== null);
  const foretold = run.filter((bar) => bar.predicted !== null);
  const above = (bar: MeasuredBar) => Math.max(bar.measured!, bar.predicted ?? 0);
  const text = { x: middle, fontSize: 10, lineAnchor: "bottom", dy: -5 } as const;
  return Plot.plot({
    document: documentOr(document) as never,
    width,
    height,
    marginLeft: 52,
    marginRight: 10,
    marginTop: 32,
    marginBottom: 44,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0, sizes.length], label: null },
    y: { domain, label: null },
    marks: [
      Plot.gridY(ticks, { strokeOpacity: 0.15 }),
      Plot.axisY(ticks, { label, labelArrow: "none", text: formatTick }),
      memoryAxis(sizes),
      Plot.rect(run, {
        x1: left,
        x2: (bar: MeasuredBar) => left(bar) + wide,
        y1: 0,
        y2: "measured",
        insetRight: 1,
        fill: (bar: MeasuredBar) => ENGINE_COLORS[bar.engine],
        ariaDescription: "measured",
      }),
      Plot.ruleY(foretold, {
        x1: (bar: MeasuredBar) => left(bar),
        x2: (bar: MeasuredBar) => left(bar) + wide,
        insetRight: 1,
        y: "predicted",
        stroke: "currentColor",
        strokeWidth: 1.5,
        ariaDescription: "predicted",
      }),
      Plot.dot(foretold, { x: middle, y: "predicted", r: 2.5, fill: "currentColor", ariaDescription: "predicted" }),
      Plot.text(run.filter((bar) => above(bar) < LOW * domain[1]), {
        ...text,
        y: above,
        text: (bar: MeasuredBar) => formatNumber(bar.measured!, 2),
        ariaDescription: "measured",
      }),
      Plot.text(bars.filter((bar) => bar.measured === null), {
        ...text,
        y: 0,
        dy: -2,
        text: () => "–",
        ariaDescription: "no run",
      }),
      Plot.ruleY([0]),
    ],
  });
}
