import type { Film } from "../film/types.ts";
import { notOneOf } from "../text/message.ts";
import { BOTTOM_AXIS_HEIGHT, bottomAxis } from "./svg/bottom-axis.ts";
import { requireFilm, requireOptions, requireSizes } from "./check.ts";
import { compose, svgText, textWidth, TITLE_HEIGHT } from "./svg/compose.ts";
import type { PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { formatBytes, formatNumber } from "../text/format.ts";
import { legend } from "./svg/legend.ts";
import { LEVELS, memoryMap } from "./svg/memory-map.ts";
import { memoryTicks } from "../text/units.ts";
import {
  columnsOf,
  equalColumns,
  frameColumns,
  type PassTable,
  type StripColumn,
  timedColumns,
} from "./strip-columns.ts";
import { PAGE_COLORS } from "./svg/theme.ts";
import { linearTicks } from "./svg/ticks.ts";
import { note } from "./svg/wrap-text.ts";

/** How to draw a round strip. */
export interface RoundsChartOptions extends PlotOptions {
  /**
   * `"rounds"`: a column for each round, all equally wide. `"time"`: what was sent, moment by moment, and rounds as wide as
   * they were long. Default `"rounds"`; `"time"` where there is one pass only.
   */
  columns?: "rounds" | "time";
}

/** What one map of the strip shows. */
interface Band {
  table: PassTable;
  /** The table of frames that shows the same in time, if there is one. */
  framed?: "pagesSent" | "faults";
  label: string;
  /** The same, short, in a description. */
  fact: string;
  color: string;
  /** Its levels are shares of the stretch with the most. */
  ofLargest?: boolean;
  /** Whether it may happen in a column at all. */
  concerns: (column: StripColumn) => boolean;
}

const everywhere = () => true;
const inRounds = ({ passes }: StripColumn) => passes[0].kind === "round";

const BANDS: readonly Band[] = [
  {
    table: "pagesSent",
    framed: "pagesSent",
    label: "sent",
    fact: "sent",
    color: PAGE_COLORS.sent,
    concerns: everywhere,
  },
  {
    table: "pagesSkipped",
    label: "skipped, since written again",
    fact: "skipped",
    color: PAGE_COLORS.skipped,
    concerns: inRounds,
  },
  {
    table: "pagesDirtied",
    label: "found dirty at the round's end",
    fact: "found dirty",
    color: PAGE_COLORS.dirty,
    concerns: inRounds,
  },
  {
    table: "faults",
    framed: "faults",
    label: "demand faults",
    fact: "demand faults",
    color: PAGE_COLORS.awaited,
    ofLargest: true,
    concerns: everywhere,
  },
];

const MARGIN = { left: 62, right: 10 };
/** Pixels from the upper edge of one map to that of its label, and between maps. */
const LABEL_HEIGHT = 20;
const BAND_GAP = 8;
/** All maps together may take so many bytes of SVG. */
const MOST_BYTES = 48_000;

/**
 * Draws which pages were sent, skipped, found dirty and faulted on, as maps of memory (downwards) over the rounds: what one
 * round's end finds dirty is what the next one sends. Made for three rounds or three hundred, 128 MiB or terabytes: maps
 * show shares of stretches of memory, in four levels, and are coarsened until the figure stays below 60 kB.
 *
 * @param film what `film` returned
 * @param options columns by round or time; width in pixels (default 720), height of one map (default 112), title; no
 *   document is needed
 * @throws {TypeError | RangeError} if it is something else, or an option is not one of its values
 *
 * @example
 * ```ts
 * import { film } from "@pageferry/pageferry";
 * import { roundsChart } from "@pageferry/pageferry/plot";
 *
 * const shot = film({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "hot-cold", writesPerSecond: 5000, hotFraction: 0.1, hotShare: 0.9 },
 *   migration: { hypervisor: "xen-4.1" },
 * });
 * console.log(roundsChart(shot).description);
 * console.log(roundsChart(shot, { columns: "time" }).title);
 * ```
 */
export function roundsChart(film: Film, options: RoundsChartOptions = {}): Chart {
  requireFilm("round strip", "film", film);
  requireOptions("round strip", options);
  const { width = 720, height: bandHeight = 112 } = options;
  requireSizes("round strip", { width, height: bandHeight });
  const { columns = film.passes.length > 1 ? "rounds" : "time" } = options;
  if (columns !== "rounds" && columns !== "time") {
    throw notOneOf("draw round strip", "columns", columns, ["rounds", "time"]);
  }
  const { result, passes, pages, scenario: { vm } } = film;
  const { title = `${result.engine}: memory ${columns === "time" ? "over time" : "by round"}` } = options;
  const inner = Math.max(1, Math.floor(width - MARGIN.left - MARGIN.right));
  const total = result.totalSeconds || 1;
  const strip = columns === "rounds"
    ? equalColumns(passes, MARGIN.left, inner)
    : timedColumns(passes, MARGIN.left, inner, total);
  const sums = BANDS.map(({ table }) => sumOf(film, table));
  const bands = BANDS.filter(({ table }, i) => sums[i] > 0 || table === "pagesSent");
  const key = legend(
    LEVELS.map(({ upTo, opacity }, i) => ({
      label: i === 0
        ? `up to ${formatNumber(100 * upTo)} % of a stretch's pages`
        : upTo === Infinity
        ? `over ${formatNumber(100 * LEVELS[i - 1].upTo)} %`
        : `up to ${formatNumber(100 * upTo)} %`,
      color: "currentColor",
      opacity,
    })),
    { x: 4, y: TITLE_HEIGHT + 2, width: width - 8 },
  );
  const top = TITLE_HEIGHT + key.height + 4;
  const pitch = LABEL_HEIGHT + bandHeight + BAND_GAP;
  const maps = bands.map((band, i) => {
    const y = top + i * pitch + LABEL_HEIGHT;
    const drawn = band.framed !== undefined && columns === "time"
      ? frameColumns(film, film[band.framed], MARGIN.left, inner)
      : columnsOf(strip, band.table);
    const map = memoryMap(drawn, {
      cellStarts: film.cellStarts,
      top: y,
      height: bandHeight,
      color: band.color,
      mostBytes: Math.floor(MOST_BYTES / bands.length),
      ofLargest: band.ofLargest,
    });
    const name = `<rect x="${MARGIN.left}" y="${y - 15}" width="10" height="10" rx="2" fill="${band.color}"/>` +
      svgText(`${band.label} · ${formatNumber(sums[BANDS.indexOf(band)], 12)}`, MARGIN.left + 15, y - 6);
    return `<g aria-label="${band.fact}">${map}</g>${name}${
      frame(columns === "rounds" ? strip.filter(band.concerns) : strip, columns, y, bandHeight)
    }` +
      memoryAxis(vm.memoryBytes, y, bandHeight);
  });
  const foot = top + bands.length * pitch - BAND_GAP;
  const axis = columns === "time"
    ? bottomAxis({
      left: MARGIN.left,
      top: foot + 2,
      width: inner,
      most: total,
      ticks: linearTicks(total).ticks.filter((tick) => width >= 500 || tick % (2 * linearTicks(total).ticks[1]) === 0),
      label: "time [s]",
    })
    : roundAxis(strip, foot + 2);
  const told = note(
    `Memory runs downwards; a stretch is ${formatBytes(vm.memoryBytes / Math.min(film.cells, bandHeight))} or more.` +
      (columns === "time" && strip.length > 1 ? " Upright lines: readings of the dirty log." : "") +
      (bands.some(({ ofLargest }) => ofLargest) ? " Faults: in percent of the stretch and column with the most." : ""),
    { x: 4, y: foot + 2 + BOTTOM_AXIS_HEIGHT, width: width - 8 },
  );
  const facts = bands.map(({ fact, table }) => `${fact} ${formatNumber(sumOf(film, table), 12)}`);
  const rounds = passes.filter(({ kind }) => kind === "round").at(-1)?.lastIndex ?? 0;
  return compose({
    title,
    description: `Maps of ${formatBytes(vm.memoryBytes)} of memory over ${columns === "time" ? "time" : "rounds"}, ` +
      `${formatNumber(pages, 12)} pages, ${rounds} ${rounds === 1 ? "round" : "rounds"}: ${facts.join(", ")}.`,
    width,
    height: foot + 2 + BOTTOM_AXIS_HEIGHT + told.height,
    parts: [],
    overlay: key.svg + maps.join("") + axis + told.svg,
  });
}

function sumOf({ passes }: Film, table: PassTable): number {
  let sum = 0;
  for (const pass of passes) for (const value of pass[table]) sum += value;
  return sum;
}

/** The frame of a map, and in time the readings of the log. */
function frame(strip: readonly StripColumn[], columns: "rounds" | "time", y: number, height: number): string {
  const groups = strip.reduce<{ left: number; right: number }[]>((spans, { left, right }) => {
    const last = spans.at(-1);
    if (last?.right === left) last.right = right;
    else spans.push({ left, right });
    return spans;
  }, []);
  const boxes = groups.map(({ left, right }) =>
    `M${left - 0.5} ${y - 0.5}h${right - left + 1}v${height + 1}h${left - right - 1}z`
  );
  const lines = columns === "time"
    ? strip.slice(1).filter(({ left }, i) => left - strip[i].left >= 4).map(({ left }) => `M${left} ${y}v${height}`)
    : [];
  return `<path d="${boxes.join("")}" fill="none" stroke="currentColor" stroke-opacity="0.35"/>` +
    (lines.length === 0
      ? ""
      : `<path d="${lines.join("")}" fill="none" stroke="currentColor" stroke-opacity="0.6" stroke-dasharray="2 2"/>`);
}

function memoryAxis(memoryBytes: number, y: number, height: number): string {
  const { unit, size, ticks } = memoryTicks(memoryBytes);
  return ticks.map((bytes, i) => {
    const at = Math.round(y + bytes / memoryBytes * height);
    const label = `${formatNumber(bytes / size, 12)}${i === ticks.length - 1 ? ` ${unit}` : ""}`;
    return `<path d="M${MARGIN.left - 5} ${at}h4" stroke="currentColor" stroke-opacity="0.6"/>` +
      svgText(label, MARGIN.left - 8, at + 4, { "text-anchor": "end", "font-size": 11 });
  }).join("");
}

/** The numbers of the rounds beneath their columns, as many as have room, and the names of what is none. */
function roundAxis(strip: readonly StripColumn[], top: number): string {
  const rounds = strip.filter(({ passes }) => passes[0].kind === "round");
  const other = strip.find(({ passes }) => passes[0].kind !== "round");
  const middle = ({ left, right }: StripColumn) => (left + right) / 2;
  const name = other?.passes[0].kind ?? "";
  const nameLeft = other === undefined
    ? Infinity
    : Math.min(middle(other) - textWidth(name) / 2, other.right - textWidth(name));
  const texts: string[] = [];
  let free = -Infinity;
  for (const [i, column] of rounds.entries()) {
    const { firstIndex } = column.passes[0];
    const { lastIndex } = column.passes.at(-1)!;
    const label = firstIndex === lastIndex ? `${firstIndex}` : `${firstIndex}–${lastIndex}`;
    const half = textWidth(label) / 2;
    const x = middle(column);
    const hasRoom = x - half >= free && x + half + 8 <= nameLeft;
    if (!hasRoom || (i > 0 && !isRound(firstIndex, rounds.length))) continue;
    texts.push(svgText(label, x, top + 16, { "text-anchor": "middle" }));
    free = x + half + 8;
  }
  if (other !== undefined) {
    const half = textWidth(name) / 2;
    texts.push(svgText(name, Math.min(middle(other), other.right - half + 4), top + 16, { "text-anchor": "middle" }));
  }
  if (rounds.length > 0) {
    const x = (rounds[0].left + rounds[rounds.length - 1].right) / 2;
    texts.push(svgText("round", x, top + 32, { "text-anchor": "middle" }));
  }
  return texts.join("");
}

/** Whether a round's number is one of those that are written where there are many. */
function isRound(index: number, rounds: number): boolean {
  return index % (rounds <= 30 ? 1 : rounds <= 100 ? 10 : 50) === 0 || rounds <= 30;
}
