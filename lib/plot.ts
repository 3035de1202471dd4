/**
 * Charts of migrations as self-contained SVG that follows light and dark pages, tables, and `show`, which displays them in
 * a notebook.
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { show, timelineChart } from "@pageferry/pageferry/plot";
 * import { assertMatch } from "@std/assert";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "uniform", writesPerSecond: 1000 },
 * });
 * const chart = timelineChart(result);
 * assertMatch(chart.svg, /^<svg/);
 * await show(chart);
 * ```
 *
 * @module
 */
export { CELL_STATES } from "./film/cell-states.ts";
export type { JupyterKernel } from "./jupyter/kernel.ts";
export type { Outcome } from "./notebook/parts.ts";
export { type ElementLike, show, type Showable, type ShowOptions } from "./notebook/show.ts";
export { barsChart, type BarsChartOptions } from "./plot/bars-chart.ts";
export { document } from "./plot/document.ts";
export { faultsChart, type FaultsChartOptions } from "./plot/faults-chart.ts";
export { linesChart, type LinesChartOptions } from "./plot/lines-chart.ts";
export { pagesChart, type PagesChartOptions, type PagesGrid } from "./plot/pages-chart.ts";
export { paperChart } from "./plot/paper-chart.ts";
export { predictionsChart } from "./plot/predictions-chart.ts";
export { roundsChart, type RoundsChartOptions } from "./plot/rounds-chart.ts";
export type { Chart } from "./plot/svg/frame.ts";
export type { DrawingDocument } from "./plot/svg/document.ts";
export type { ChartOptions } from "./plot/svg/options.ts";
export { standaloneSvg } from "./plot/svg/standalone.ts";
export { ENGINE_COLORS, GUEST_COLORS, PAGE_COLORS } from "./plot/svg/theme.ts";
export type { SweepMetric } from "./sweep/summary.ts";
export { timelineChart } from "./plot/timeline-chart.ts";
export type { DrainedVm, DrainResult, ShareChange } from "./drain/types.ts";
export { drainChart, type DrainChartOptions } from "./plot/drain-chart.ts";
export { waterfallChart, type WaterfallChartOptions } from "./plot/waterfall-chart.ts";
export { winnersChart, type WinnersChartOptions } from "./plot/winners-chart.ts";
export { type Table, table, type TableOptions } from "./table/table.ts";
