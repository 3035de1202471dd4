/**
 * Figures of migrations as self-contained SVG that follows light and dark pages, and tables; `show` puts them into a
 * notebook.
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { show, timelinePlot } from "@pageferry/pageferry/plot";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "uniform", writesPerSecond: 1000 },
 * });
 * await show(timelinePlot(result));
 * ```
 *
 * @module
 */
export type { DrawingDocument, PlotOptions } from "./document.ts";
export { faultsPlot, type FaultsPlotOptions } from "./faults-plot.ts";
export type { Figure } from "./figure.ts";
export type { Kernel } from "./kernel.ts";
export { measuredBars, type MeasuredBarsOptions } from "./measured-bars.ts";
export type { Metric } from "./metric.ts";
export { type PageGrid, pageGrid, type PageGridOptions } from "./page-grid.ts";
export { paperFigure, type PaperFigureOptions } from "./paper-figure.ts";
export { roundStrip, type RoundStripOptions } from "./round-strip.ts";
export { show, type Showable, type ShowOptions } from "./show.ts";
export { standaloneSvg } from "./standalone.ts";
export { sweepLines, type SweepLinesOptions } from "./sweep-lines.ts";
export { type Table, table, type TableOptions } from "./table.ts";
export { ENGINE_COLOURS, GUEST_COLOURS, PAGE_COLOURS } from "./theme.ts";
export { timelinePlot } from "./timeline-plot.ts";
export { validationPlot } from "./validation-plot.ts";
export { waterfall, type WaterfallOptions } from "./waterfall.ts";
export { winnerMap, type WinnerMapOptions } from "./winner-map.ts";
