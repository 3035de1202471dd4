// @ts-types="@types/d3-array"
import { max, range } from "d3-array";
import { ENGINES, type Figures, type Panel, type PaperEngine } from "../paper/bars.ts";
import { PAPER, type PublishedPanel } from "../paper/published.ts";
import { capital, formatNumber } from "../text/format.ts";
import { notOneOf } from "../text/message.ts";
import { barsPanel, PANEL_MARGIN, type PanelBar } from "./svg/bars-panel.ts";
import { type Chart, frame, panelColumns, placePanels } from "./svg/frame.ts";
import type { LegendItem } from "./svg/legend.ts";
import { CHART_OPTIONS, type ChartOptions, checkOptions } from "./svg/options.ts";
import { svgText } from "./svg/text.ts";
import { ENGINE_COLORS } from "./svg/theme.ts";
import type { AxisTicks } from "./svg/axis.ts";

const PANELS: readonly Panel[] = ["a", "b", "c"];
/** The paper writes MB of memory and means MiB. */
const UNIT: Record<string, string> = { s: "s", MB: "MiB", ms: "ms" };
const LEAST_PANEL_WIDTH = 280;
const CAPTION_HEIGHT = 26;
const LEGEND: readonly LegendItem[] = [
  ...ENGINES.map((engine) => ({ label: engine, color: ENGINE_COLORS[engine] })),
  { label: "smallest to largest replicate", mark: "whisker" },
];

/**
 * Draws Figure 4 (low dirty rate) or Figure 5 (high dirty rate) of the three-stage-copy paper from simulated bars.
 *
 * The three panels show total migration time in seconds, pages transferred in MiB (the paper's MB) and downtime in
 * milliseconds over VM memory, on the axes of the paper. Bars are means over replicates; whiskers run from the smallest
 * replicate to the largest.
 *
 * @param figures the bars, from `reproduce`
 * @param number the figure
 * @param options width in pixels (default 930; panels wrap), height of one panel (default 260), title, document
 * @throws {TypeError | RangeError} if there is no such figure, or an option is unknown or out of range
 *
 * @example
 * ```ts
 * import { reproduce } from "@pageferry/pageferry/paper";
 * import { paperChart } from "@pageferry/pageferry/plot";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const { figures } = reproduce({ replicates: 1 });
 * assertStrictEquals(paperChart(figures, "4").title, "Figure 4: migration at a low dirty rate");
 * ```
 */
export function paperChart(figures: Figures, number: "4" | "5", options: ChartOptions = {}): Chart {
  checkOptions("paperChart", options, CHART_OPTIONS);
  if (!Object.hasOwn(PAPER.figures, number)) {
    throw notOneOf(number, { task: "draw paperChart", where: "number", names: Object.keys(PAPER.figures) });
  }
  const { dirtyRate, panels } = PAPER.figures[number];
  const { width = 930, height = 260, title = `Figure ${number}: migration at a ${dirtyRate} dirty rate` } = options;
  const columns = panelColumns(PANELS.length, { width, leastWidth: LEAST_PANEL_WIDTH });
  const drawn = PANELS.map((panel) =>
    drawPanel(panel, figures[number][panel], panels[panel], {
      width: columns.panelWidth,
      height,
      document: options.document,
    })
  );
  return frame(
    { title, description: describe(figures, number), width, legend: LEGEND },
    () => placePanels(drawn, { ...columns, rowHeight: height + CAPTION_HEIGHT + 12 }),
  );
}

function drawPanel(
  panel: Panel,
  bars: Figures["4"][Panel],
  published: PublishedPanel,
  size: { width: number; height: number; document: ChartOptions["document"] },
): string {
  const { metric, unit } = published;
  const caption = svgText(
    `(${panel}) ${metric}`,
    (PANEL_MARGIN.left + size.width - PANEL_MARGIN.right) / 2,
    size.height + 16,
    { "text-anchor": "middle" },
  );
  const panelBars = bars.map(({ mean, ...bar }): PanelBar => ({ ...bar, value: mean }));
  const axis = axisOf(bars, published);
  return barsPanel(panelBars, { ...size, label: `${metric} [${UNIT[unit] ?? unit}]`, axis }) + caption;
}

/** The axis of the paper, extended by whole ticks if bars would leave the panel. */
function axisOf(bars: Figures["4"][Panel], { axisMax, tick }: PublishedPanel): AxisTicks {
  const tallest = max(bars, (bar) => Math.max(bar.mean, bar.max - tick / 2)) ?? 0;
  const end = tallest <= axisMax ? axisMax : Math.ceil(tallest / tick) * tick;
  return { domain: [0, end], ticks: range(0, end + tick / 2, tick) };
}

function describe(figures: Figures, number: "4" | "5"): string {
  const { dirtyRate, panels } = PAPER.figures[number];
  const values = PANELS.map((panel) => {
    const of = (engine: PaperEngine) =>
      figures[number][panel].filter((bar) => bar.engine === engine).map((bar) => formatNumber(bar.mean)).join(", ");
    const { metric, unit } = panels[panel];
    return `${capital(metric)} in ${UNIT[unit] ?? unit}: ${
      ENGINES.map((engine) => `${engine} ${of(engine)}`).join("; ")
    }`;
  });
  const sizes = PAPER.testbed.memoryMiB.join(", ");
  return `Bars for VMs of ${sizes} MiB at a ${dirtyRate} dirty rate. ${values.join(". ")}.`;
}
