// @ts-types="@types/d3-array"
import { sum } from "d3-array";
import type { Film } from "../film/types.ts";
import { capital, formatBytes, formatNumber } from "../text/format.ts";
import { memoryTicks } from "../text/units.ts";
import { FILM, requireData } from "./check.ts";
import {
  columnsOf,
  equalColumns,
  frameColumns,
  type PassTable,
  type RoundColumn,
  timedColumns,
} from "./round-columns.ts";
import { type Chart, frame, translated } from "./svg/frame.ts";
import { LEVELS, type MapColumn, memoryMap } from "./svg/memory-map.ts";
import { CHART_OPTIONS, type ChartOptions, checkOptions } from "./svg/options.ts";
import { SMALL_FONT_SIZE, svgText, textWidth } from "./svg/text.ts";
import { PAGE_COLORS } from "./svg/theme.ts";
import { BOTTOM_AXIS_HEIGHT, bottomAxis, linearTicks } from "./svg/axis.ts";

/** Options of {@linkcode roundsChart}. */
export interface RoundsChartOptions extends ChartOptions {
  /**
   * `"rounds"`: one column per round, all of the same width. `"time"`: pages sent and faults over time, and rounds as wide
   * as they were long. Default `"rounds"`, or `"time"` if there is only one pass.
   */
  columns?: "rounds" | "time";
}

/** One of the maps. */
interface Band {
  table: PassTable;
  /** The table of frames with the same content over time, if there is one. */
  framed?: "pagesSent" | "faults";
  label: string;
  /** In a description. */
  fact: string;
  color: string;
  /** Whether levels are shares of the largest value. */
  ofLargest?: boolean;
  /** Whether the content exists only for rounds. */
  onlyRounds?: boolean;
}

const BANDS: readonly Band[] = [
  { table: "pagesSent", framed: "pagesSent", label: "sent", fact: "sent", color: PAGE_COLORS.sent },
  {
    table: "pagesSkipped",
    label: "skipped because written again",
    fact: "skipped",
    color: PAGE_COLORS.skipped,
    onlyRounds: true,
  },
  {
    table: "pagesDirtied",
    label: "found dirty at the end of the round",
    fact: "found dirty",
    color: PAGE_COLORS.dirty,
    onlyRounds: true,
  },
  {
    table: "faults",
    framed: "faults",
    label: "demand faults",
    fact: "demand faults",
    color: PAGE_COLORS.awaited,
    ofLargest: true,
  },
];

const LEGEND = LEVELS.map(({ upTo, opacity }, i) => ({
  label: upTo === Infinity
    ? `over ${formatNumber(100 * LEVELS[i - 1].upTo)} %`
    : `up to ${formatNumber(100 * upTo)} %${i === 0 ? " of the pages in a cell" : ""}`,
  opacity,
}));
/** Left and right margins in pixels. */
const LEFT = 62;
const RIGHT = 10;
/** Pixels above a map for its label, and between maps. */
const LABEL_HEIGHT = 20;
const BAND_GAP = 8;
/** Largest size of all maps together, in bytes of SVG. */
const MOST_BYTES = 48_000;

/**
 * Draws maps of memory over the rounds: pages sent, skipped, found dirty and faulted on. Memory runs from top to bottom.
 * Pages found dirty at the end of one round are sent in the next one.
 *
 * The maps show shares of the pages of each cell in four levels. They are coarsened until the chart is smaller than 60 kB,
 * so the chart works for three rounds or three hundred, 128 MiB or terabytes.
 *
 * @param film a film, from `film`
 * @param options columns by round or time; width in pixels (default 720), height of one map (default 112), title
 * @throws {TypeError | RangeError} if `film` is not a film, or an option is unknown or out of range
 *
 * @example
 * ```ts
 * import { film } from "@pageferry/pageferry";
 * import { roundsChart } from "@pageferry/pageferry/plot";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const recorded = film({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "hot-cold", writesPerSecond: 5000, hotFraction: 0.1, hotShare: 0.9 },
 *   migration: { hypervisor: "xen-4.1" },
 * });
 * assertStrictEquals(roundsChart(recorded).title, "Pre-copy: memory by round");
 * assertStrictEquals(roundsChart(recorded, { columns: "time" }).title, "Pre-copy: memory over time");
 * ```
 */
export function roundsChart(film: Film, options: RoundsChartOptions = {}): Chart {
  checkOptions("roundsChart", options, { ...CHART_OPTIONS, columns: ["rounds", "time"] });
  requireData("roundsChart", "film", film, FILM);
  const { width = 720, height = 112, columns = film.passes.length > 1 ? "rounds" : "time" } = options;
  const { title = `${capital(film.result.engine)}: memory ${columns === "time" ? "over time" : "by round"}` } = options;
  const overTime = columns === "time";
  const layout = layoutOf(film, overTime, width);
  const bands = BANDS.map((band) => ({ ...band, pages: sum(film.passes, (pass) => sum(pass[band.table])) }))
    .filter(({ table, pages }) => table === "pagesSent" || pages > 0);
  const mostBytes = Math.floor(MOST_BYTES / bands.length);
  const pitch = LABEL_HEIGHT + height + BAND_GAP;
  const mapsHeight = bands.length * pitch - BAND_GAP + 2;
  return frame({
    title,
    description: describe(film, overTime, bands),
    width,
    legend: LEGEND,
    footnote: footnoteOf(film, layout, bands.some(({ ofLargest }) => ofLargest), height),
  }, () => ({
    svg: bands.map((band, i) =>
      translated(drawBand(band, film, layout, { height, mostBytes }), 0, i * pitch)
    ).join("") +
      (overTime ? timeAxis(layout, mapsHeight) : roundAxis(layout.columns, mapsHeight)),
    height: mapsHeight + BOTTOM_AXIS_HEIGHT,
  }));
}

/** Columns and width of all maps. */
interface Layout {
  columns: RoundColumn[];
  overTime: boolean;
  /** Width of a map in pixels. */
  width: number;
  totalSeconds: number;
}

function layoutOf({ passes, result }: Film, overTime: boolean, chartWidth: number): Layout {
  const width = Math.max(1, Math.floor(chartWidth - LEFT - RIGHT));
  const totalSeconds = result.totalSeconds || 1;
  const columns = overTime ? timedColumns(passes, LEFT, width, totalSeconds) : equalColumns(passes, LEFT, width);
  return { columns, overTime, width, totalSeconds };
}

/** A map with its label above it, its outline and its memory axis. */
function drawBand(
  { table, framed, label, fact, color, ofLargest, onlyRounds, pages }: Band & { pages: number },
  film: Film,
  { columns, overTime, width }: Layout,
  { height, mostBytes }: { height: number; mostBytes: number },
): string {
  const values: MapColumn[] = overTime && framed !== undefined
    ? frameColumns(film, film[framed], LEFT, width)
    : columnsOf(columns, table);
  const map = memoryMap(values, {
    cellStarts: film.cellStarts,
    top: LABEL_HEIGHT,
    height,
    color,
    mostBytes,
    ofLargest,
  });
  const outlined = onlyRounds && !overTime ? columns.filter(isRound) : columns;
  return `<g aria-label="${fact}">${map}</g>` +
    `<rect x="${LEFT}" y="${LABEL_HEIGHT - 15}" width="10" height="10" rx="2" fill="${color}"/>` +
    svgText(`${label} · ${formatNumber(pages, 12)}`, LEFT + 15, LABEL_HEIGHT - 6) +
    outline(outlined, height) + (overTime ? logReadings(columns, height) : "") +
    memoryAxis(film.scenario.vm.memoryBytes, height);
}

function isRound({ passes }: RoundColumn): boolean {
  return passes[0].kind === "round";
}

/** A box around each group of adjoining columns. */
function outline(columns: readonly RoundColumn[], height: number): string {
  const groups: { left: number; right: number }[] = [];
  for (const { left, right } of columns) {
    const last = groups.at(-1);
    if (last?.right === left) last.right = right;
    else groups.push({ left, right });
  }
  const boxes = groups.map(({ left, right }) =>
    `M${left - 0.5} ${LABEL_HEIGHT - 0.5}h${right - left + 1}v${height + 1}h${left - right - 1}z`
  );
  return `<path d="${boxes.join("")}" fill="none" stroke="currentColor" stroke-opacity="0.35"/>`;
}

/** A vertical line at each dirty-log read, unless it is too close to the previous one. */
function logReadings(columns: readonly RoundColumn[], height: number): string {
  const lines = columns.slice(1).filter(({ left }, i) => left - columns[i].left >= 4)
    .map(({ left }) => `M${left} ${LABEL_HEIGHT}v${height}`);
  if (lines.length === 0) return "";
  return `<path d="${lines.join("")}" stroke="currentColor" stroke-opacity="0.6" stroke-dasharray="2 2"/>`;
}

function memoryAxis(memoryBytes: number, height: number): string {
  const { unit, size, ticks } = memoryTicks(memoryBytes);
  return ticks.map((bytes, i) => {
    const y = Math.round(LABEL_HEIGHT + bytes / memoryBytes * height);
    const label = `${formatNumber(bytes / size, 12)}${i === ticks.length - 1 ? ` ${unit}` : ""}`;
    return `<path d="M${LEFT - 5} ${y}h4" stroke="currentColor" stroke-opacity="0.6"/>` +
      svgText(label, LEFT - 8, y + 4, { "text-anchor": "end", "font-size": SMALL_FONT_SIZE });
  }).join("");
}

function timeAxis({ totalSeconds, width }: Layout, top: number): string {
  const { ticks } = linearTicks(totalSeconds);
  const shown = width >= 428 ? ticks : ticks.filter((_, i) => i % 2 === 0);
  return bottomAxis({ left: LEFT, top, width, most: totalSeconds, ticks: shown, label: "time [s]" });
}

/** The numbers of the rounds below their columns, where there is space, and the name of the pass after them. */
function roundAxis(columns: readonly RoundColumn[], top: number): string {
  const rounds = columns.filter(isRound);
  const last = columns.find((column) => !isRound(column));
  const middle = { "text-anchor": "middle" };
  let end = Infinity;
  let name = "";
  if (last !== undefined) {
    const { kind } = last.passes[0];
    const x = Math.min(center(last), last.right - textWidth(kind) / 2 + 4);
    name = svgText(kind, x, top + 16, middle);
    end = x - textWidth(kind) / 2;
  }
  if (rounds.length === 0) return name;
  const label = svgText("round", (rounds[0].left + rounds[rounds.length - 1].right) / 2, top + 32, middle);
  return roundNumbers(rounds, end).map(({ text, x }) => svgText(text, x, top + 16, middle)).join("") + name + label;
}

function center({ left, right }: RoundColumn): number {
  return (left + right) / 2;
}

/** The numbers of the first round and of rounds at multiples of 1, 10 or 50, if they do not overlap. */
function roundNumbers(rounds: readonly RoundColumn[], end: number): { text: string; x: number }[] {
  const step = rounds.length <= 30 ? 1 : rounds.length <= 100 ? 10 : 50;
  const numbers: { text: string; x: number }[] = [];
  let free = -Infinity;
  rounds.forEach((column, i) => {
    const { firstIndex } = column.passes[0];
    const { lastIndex } = column.passes.at(-1)!;
    if (i > 0 && firstIndex % step !== 0) return;
    const text = firstIndex === lastIndex ? `${firstIndex}` : `${firstIndex}–${lastIndex}`;
    const x = center(column);
    const half = textWidth(text) / 2;
    if (x - half < free || x + half + 8 > end) return;
    numbers.push({ text, x });
    free = x + half + 8;
  });
  return numbers;
}

function footnoteOf(film: Film, { columns, overTime }: Layout, hasFaults: boolean, height: number): string {
  const cellBytes = film.scenario.vm.memoryBytes / Math.min(film.cells, height);
  return `Memory runs from top to bottom; a cell is at least ${formatBytes(cellBytes)}.` +
    (overTime && columns.length > 1 ? " Dotted lines: dirty-log reads." : "") +
    (hasFaults ? " Demand faults are in percent of the cell with the most faults." : "");
}

function describe(
  { passes, pages, scenario: { vm } }: Film,
  overTime: boolean,
  bands: readonly { fact: string; pages: number }[],
): string {
  const rounds = passes.filter(({ kind }) => kind === "round").at(-1)?.lastIndex ?? 0;
  const facts = bands.map((band) => `${band.fact} ${formatNumber(band.pages, 12)}`);
  const roundsText = `${rounds} ${rounds === 1 ? "round" : "rounds"}`;
  return `Maps of ${formatBytes(vm.memoryBytes)} of memory (${formatNumber(pages, 12)} pages) over ` +
    `${overTime ? `time, ${roundsText}` : roundsText}. ${capital(facts.join(", "))}.`;
}
