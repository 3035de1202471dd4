import * as Plot from "@observablehq/plot";
import type { Engine } from "../../scenario/types.ts";
import { formatNumber } from "../../text/format.ts";
import { drawPlot, yAxis } from "./draw-plot.ts";
import type { ChartOptions } from "./options.ts";
import { ENGINE_COLORS } from "./theme.ts";
import type { AxisTicks } from "./axis.ts";

/** A bar over one memory size. */
export interface PanelBar {
  memoryMiB: number;
  engine: Engine;
  /** Height of the bar; `null` draws a dash in place of the bar. */
  value: number | null;
  /** Ends of a whisker. */
  min?: number;
  max?: number;
  /** Position of a line with a dot. */
  predicted?: number | null;
}

/** Left and right margins of a panel in pixels. */
export const PANEL_MARGIN = { left: 52, right: 10 } as const;
/** Free space on either side of the bars of one memory size, as a fraction of its space. */
const GROUP_GAP = 0.12;
/** Bars lower than this fraction of the axis get their value written above them. */
const LOW = 0.05;

/** Draws bars over memory sizes, one bar per engine. `bars` has every memory size with every engine, in order. */
export function barsPanel(
  bars: readonly PanelBar[],
  { label, axis: { domain, ticks }, width, height, document }: {
    label: string;
    axis: AxisTicks;
    width: number;
    height: number;
    document: ChartOptions["document"];
  },
): string {
  const sizes = Array.from(new Set(bars.map(({ memoryMiB }) => memoryMiB)));
  const engines = Array.from(new Set(bars.map(({ engine }) => engine)));
  const barWidth = (1 - 2 * GROUP_GAP) / engines.length;
  /** A place in a bar, from 0 at its left edge to 1 at its right edge. */
  const at = (place: number) => ({ memoryMiB, engine }: PanelBar) =>
    sizes.indexOf(memoryMiB) + GROUP_GAP + (engines.indexOf(engine) + place) * barWidth;
  const drawn = bars.filter(({ value }) => value !== null);
  const ranges = drawn.filter(({ min }) => min !== undefined);
  const predicted = drawn.filter(({ predicted }) => typeof predicted === "number");
  const top = ({ value, predicted }: PanelBar) => Math.max(value!, predicted ?? 0);
  const text = { x: at(0.5), fontSize: 10, lineAnchor: "bottom" } as const;
  const whiskerEnd = { x1: at(0.3), x2: at(0.7), stroke: "currentColor" };
  return drawPlot({
    document,
    width,
    height,
    marginLeft: PANEL_MARGIN.left,
    marginRight: PANEL_MARGIN.right,
    marginTop: 32,
    marginBottom: 44,
    x: { domain: [0, sizes.length], label: null },
    y: { domain, label: null },
    marks: [
      ...yAxis(ticks, label),
      Plot.axisX(sizes.map((_, i) => i + 0.5), {
        label: "VM memory [MiB]",
        labelArrow: "none",
        labelAnchor: "center",
        tickSize: 0,
        tickFormat: (_, i) => `${sizes[i]}`,
      }),
      Plot.rect(drawn, {
        x1: at(0),
        x2: at(1),
        y1: 0,
        y2: "value",
        insetRight: 1,
        fill: ({ engine }: PanelBar) => ENGINE_COLORS[engine],
        ariaDescription: "value",
      }),
      Plot.ruleX(ranges, { x: at(0.5), y1: "min", y2: "max", stroke: "currentColor", ariaDescription: "range" }),
      Plot.ruleY(ranges, { ...whiskerEnd, y: "min", ariaDescription: "smallest" }),
      Plot.ruleY(ranges, { ...whiskerEnd, y: "max", ariaDescription: "largest" }),
      Plot.ruleY(predicted, {
        x1: at(0),
        x2: at(1),
        insetRight: 1,
        y: "predicted",
        stroke: "currentColor",
        strokeWidth: 1.5,
        ariaDescription: "predicted",
      }),
      Plot.dot(predicted, { x: at(0.5), y: "predicted", r: 2.5, fill: "currentColor", ariaDescription: "predicted" }),
      Plot.text(drawn.filter((bar) => top(bar) < LOW * domain[1]), {
        ...text,
        y: top,
        dy: -5,
        text: ({ value }: PanelBar) => formatNumber(value!, 2),
        ariaDescription: "value",
      }),
      Plot.text(bars.filter(({ value }) => value === null), {
        ...text,
        y: 0,
        dy: -2,
        text: () => "–",
        ariaDescription: "no value",
      }),
      Plot.ruleY([0]),
    ],
  });
}
