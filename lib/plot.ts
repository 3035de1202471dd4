/**
 * Figures of migrations as self-contained SVG that follows light and dark pages, and tables; `show` puts them into a
 * notebook.
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { show, timelineChart } from "@pageferry/pageferry/plot";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "uniform", writesPerSecond: 1000 },
 * });
 * await show(timelineChart(result));
 * ```
 *
 * @module
 */
export type { DrawingDocument, PlotOptions } from "./plot/svg/document.ts";
export { faultsChart, type FaultsChartOptions } from "./plot/faults-chart.ts";
export type { Chart } from "./plot/svg/chart.ts";
export type { JupyterKernel } from "./jupyter/kernel.ts";
export { barsChart, type BarsChartOptions } from "./plot/bars-chart.ts";
export type { Metric } from "./plot/metric.ts";
export { type PagesChart, pagesChart, type PagesChartOptions } from "./plot/pages-chart.ts";
export { paperChart, type PaperChartOptions } from "./plot/paper-chart.ts";
export { roundsChart, type RoundsChartOptions } from "./plot/rounds-chart.ts";
export { show, type Showable, type ShowOptions } from "./notebook/show.ts";
export { standaloneSvg } from "./plot/svg/standalone.ts";
export { linesChart, type LinesChartOptions } from "./plot/lines-chart.ts";
export { type Table, table, type TableOptions } from "./table/table.ts";
export { CELL_STATES } from "./film/cell-states.ts";
export { ENGINE_COLORS, GUEST_COLORS, PAGE_COLORS } from "./plot/svg/theme.ts";
export { timelineChart } from "./plot/timeline-chart.ts";
export { predictionsChart } from "./plot/predictions-chart.ts";
export { waterfallChart, type WaterfallChartOptions } from "./plot/waterfall-chart.ts";
export { winnersChart, type WinnersChartOptions } from "./plot/winners-chart.ts";
