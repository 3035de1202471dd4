import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { max, range } from "d3-array";
import type { Bar, Figures, Panel, PaperEngine } from "../paper/bars.ts";
import { PAPER, type PublishedPanel } from "../paper/published.ts";
import { notOneOf } from "../text/message.ts";
import { requireOptions, requireSizes } from "./check.ts";
import { compose, svgText, TITLE_HEIGHT } from "./svg/compose.ts";
import { documentOr, type DrawingDocument } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { capital, formatNumber } from "../text/format.ts";
import { legend, LEGEND_ROW } from "./svg/legend.ts";
import { ENGINE_COLORS, FONT_SIZE } from "./svg/theme.ts";
import { memoryAxis } from "./svg/memory-axis.ts";

/** How to draw a figure of the paper. */
export interface PaperChartOptions {
  /** Panels side by side, or one below the other for narrow screens. Default `"row"`. */
  layout?: "row" | "column";
  /** Width of one panel in pixels. Default 310. */
  panelWidth?: number;
  /** Height of one panel in pixels. Default 260. */
  panelHeight?: number;
  /** DOM document that elements are made with. Default: linkedom's. */
  document?: DrawingDocument;
}

const PANELS: readonly Panel[] = ["a", "b", "c"];
const ENGINES: readonly PaperEngine[] = ["pre-copy", "three-stage"];
/** The paper writes MB of memory and means MiB. */
const UNIT: Record<string, string> = { s: "s", MB: "MiB", ms: "ms" };
const CAPTION_HEIGHT = 26;
const MARGIN = { left: 52, right: 10 };
/** Of the space for one memory size: what stays free at either side, and the width of one of its two bars. */
const GROUP_GAP = 0.12;
const BAR = (1 - 2 * GROUP_GAP) / 2;

/**
 * Draws Figure 4 (low dirty rate) or Figure 5 (high) of the three-stage-copy paper from simulated bars.
 *
 * Three panels over VM memory: total migration time in seconds, pages transferred in MiB (the paper's MB) and downtime in
 * milliseconds, on the axes that the paper prints. Bars are means over replicates, the thin lines run from the smallest
 * replicate to the largest.
 *
 * @throws {TypeError | RangeError} if there is no such figure, or a size is not above 0
 *
 * @example
 * ```ts
 * import { reproduce } from "@pageferry/pageferry/paper";
 * import { paperChart } from "@pageferry/pageferry/plot";
 *
 * const { figures } = reproduce({ replicates: 1 });
 * console.log(paperChart(figures, "4").title);
 * ```
 */
export function paperChart(figures: Figures, number: "4" | "5", options: PaperChartOptions = {}): Chart {
  requireOptions("paper figure", options);
  const { layout = "row", panelWidth = 310, panelHeight = 260, document } = options;
  requireSizes("paper figure", { panelWidth, panelHeight });
  if (!Object.hasOwn(PAPER.figures, number)) {
    throw notOneOf("draw paper figure", "number", number, Object.keys(PAPER.figures));
  }
  const { dirtyRate, panels } = PAPER.figures[number];
  const title = `Figure ${number}: migration at a ${dirtyRate} dirty rate`;
  const noteBelow = layout === "column";
  const top = TITLE_HEIGHT + (noteBelow ? 2 : 1) * LEGEND_ROW + 4;
  const stepX = layout === "row" ? panelWidth : 0;
  const stepY = layout === "row" ? 0 : panelHeight + CAPTION_HEIGHT + 12;
  const parts = PANELS.map((panel, i) => ({
    plot: drawPanel(figures[number][panel], panels[panel], { panelWidth, panelHeight, document }),
    x: i * stepX,
    y: top + i * stepY,
  }));
  const captions = PANELS.map((panel, i) =>
    svgText(
      `(${panel}) ${panels[panel].metric}`,
      i * stepX + (MARGIN.left + panelWidth - MARGIN.right) / 2,
      top + i * stepY + panelHeight + 16,
      { "text-anchor": "middle" },
    )
  );
  const key = legend(ENGINES.map((engine) => ({ label: engine, color: ENGINE_COLORS[engine] })), {
    x: 4,
    y: TITLE_HEIGHT + 2,
    width: panelWidth,
  });
  const note = svgText(
    "thin lines: smallest to largest repeat",
    noteBelow ? 4 : 210,
    TITLE_HEIGHT + (noteBelow ? LEGEND_ROW : 0) + 12.5,
    {
      "font-size": 11,
      "fill-opacity": 0.8,
    },
  );
  return compose({
    title,
    description: describe(figures, number),
    width: panelWidth + 2 * stepX,
    height: top + 2 * stepY + panelHeight + CAPTION_HEIGHT,
    parts,
    overlay: key.svg + note + captions.join(""),
  });
}

function drawPanel(
  bars: readonly Bar[],
  { metric, unit, axisMax, tick }: PublishedPanel,
  { panelWidth, panelHeight, document }: Pick<PaperChartOptions, "panelWidth" | "panelHeight" | "document">,
): unknown {
  const end = axisEnd(bars, axisMax, tick);
  const ticks = range(0, end + tick / 2, tick);
  const sizes = Array.from(new Set(bars.map((bar) => bar.memoryMiB)));
  const left = (bar: Bar) => sizes.indexOf(bar.memoryMiB) + GROUP_GAP + ENGINES.indexOf(bar.engine) * BAR;
  const place = { x1: left, x2: (bar: Bar) => left(bar) + BAR };
  const middle = (bar: Bar) => left(bar) + BAR / 2;
  const cap = { x1: (bar: Bar) => left(bar) + BAR * 0.3, x2: (bar: Bar) => left(bar) + BAR * 0.7 };
  return Plot.plot({
    document: documentOr(document) as never,
    width: panelWidth,
    height: panelHeight,
    marginLeft: MARGIN.left,
    marginTop: 32,
    marginBottom: 44,
    marginRight: MARGIN.right,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0, sizes.length], label: null },
    y: { domain: [0, end], label: null },
    marks: [
      Plot.gridY(ticks, { strokeOpacity: 0.15 }),
      Plot.axisY(ticks, { label: `${metric} [${UNIT[unit] ?? unit}]`, labelArrow: "none", tickFormat: String }),
      memoryAxis(sizes),
      Plot.rect(bars, {
        ...place,
        y1: 0,
        y2: "mean",
        insetRight: 1,
        fill: (bar: Bar) => ENGINE_COLORS[bar.engine],
        ariaDescription: "mean",
      }),
      Plot.ruleX(bars, { x: middle, y1: "min", y2: "max", stroke: "currentColor", ariaDescription: "spread" }),
      Plot.ruleY(bars, { ...cap, y: "min", stroke: "currentColor", ariaDescription: "smallest" }),
      Plot.ruleY(bars, { ...cap, y: "max", stroke: "currentColor", ariaDescription: "largest" }),
      Plot.ruleY([0]),
    ],
  });
}

/** The printed end of the axis; further ticks only where bars would leave the panel. */
function axisEnd(bars: readonly Bar[], axisMax: number, tick: number): number {
  const tallest = max(bars, (bar) => Math.max(bar.mean, bar.max - tick / 2)) ?? 0;
  return tallest <= axisMax ? axisMax : Math.ceil(tallest / tick) * tick;
}

function describe(figures: Figures, number: "4" | "5"): string {
  const { dirtyRate, panels } = PAPER.figures[number];
  const values = PANELS.map((panel) => {
    const of = (engine: PaperEngine) =>
      figures[number][panel].filter((bar) => bar.engine === engine).map((bar) => formatNumber(bar.mean)).join(", ");
    const { metric, unit } = panels[panel];
    return `${capital(metric)} in ${UNIT[unit] ?? unit}: pre-copy ${of("pre-copy")}; three-stage ${of("three-stage")}`;
  });
  const sizes = PAPER.testbed.memoryMiB.join(", ");
  return `Bars for VMs of ${sizes} MiB at a ${dirtyRate} dirty rate. ${values.join(". ")}.`;
}
