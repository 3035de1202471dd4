import { countRange } from "../bitmap/count.ts";
import { has } from "../bitmap/page.ts";
import { CELL_STATES, cellStates } from "../film/cell-states.ts";
import type { Film } from "../film/types.ts";
import { quote } from "../text/message.ts";
import { isFilm, requireFilm, requireOptions, requireSizes, requireTexts } from "./check.ts";
import { compose, svgText, TITLE_HEIGHT } from "./svg/compose.ts";
import type { PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { formatNumber, formatSeconds } from "../text/format.ts";
import { drawnLegend } from "./svg/legend.ts";
import { inBytes } from "../text/memory-unit.ts";
import { drawCells, drawSwatch, type Look } from "./svg/page-cells.ts";
import { smallMultiples } from "./svg/small-multiples.ts";
import { note, wrapText } from "./svg/wrap-text.ts";

/**
 * One grid: either a bitmap of dirty pages, bit i of word w standing for page 32 w + i, or the cells of a film at the end
 * of a frame.
 */
export type PagesChart =
  | {
    /** The dirty pages. */
    bitmap: Uint32Array;
    /** How many pages the bitmap ranges over. */
    pages: number;
    /** Stands above the grid. */
    caption?: string;
  }
  | {
    /** What `film` returned. */
    film: Film;
    /** 0 to `film.frames` - 1. */
    frame: number;
    /** Stands above the grid. Default: the time at which the frame ends. */
    caption?: string;
  };

/** How to draw grids of pages. */
export interface PagesChartOptions extends Omit<PlotOptions, "height"> {
  /** Pages or cells in a row. Default: as many as make the first grid about square. */
  columns?: number;
}

/** Pixels of a cell's side, at most and at least, and of the space that a grid leaves at its right. */
const SIDE = { most: 20, least: 3 };
const GAP = 20;
const LEAST_PANEL_WIDTH = 164;
/** How much wider bold letters are. */
const BOLD = 1.1;
const CAPTION_ROW = 16;
const SUM_ROW = 14;
/** More pages than this in one grid are not told apart one by one. */
const MOST_PAGES = 65_536;
const LABELS = {
  bitmap: ["clean", "", "dirty", ""],
  film: ["never sent", "up to date at the destination", "stale: dirtied since it was sent", "awaited by the guest"],
};

/** A grid as numbers: for each cell the fractions of {@linkcode CELL_STATES}. */
interface Grid {
  states: ArrayLike<number>;
  cells: number;
  caption: string;
  /** What it comes to, in words. */
  sum: string;
}

/**
 * Draws pages as a grid of squares, row by row from the upper left: which pages of a bitmap are dirty, or what has become
 * of memory at a moment of a film. Several grids stand side by side, one for each round, say, and wrap.
 *
 * A square is one page where that can be, and else a cell of a film, filled from its foot by the fractions of its pages.
 * Squares of one state differ in their mark as well as in color wherever they are large enough.
 *
 * @param grids one or several
 * @param options width in pixels (default 720), columns of a grid, title; no document is needed
 * @throws {TypeError} if a grid holds neither a bitmap nor a film, or a film and no frame
 * @throws {RangeError} if a bitmap ranges over more than 65 536 pages or more than it has bits, or a film has no such frame
 *
 * @example What a bitmap records
 * ```ts
 * import { add, createBitmap } from "@pageferry/pageferry";
 * import { pagesChart } from "@pageferry/pageferry/plot";
 *
 * const bitmap = createBitmap(256);
 * for (const page of [3, 17, 18]) add(bitmap, page);
 * console.log(pagesChart({ bitmap, pages: 256, caption: "dirty after round 1" }).description);
 * ```
 *
 * @example Memory while it moves
 * ```ts
 * import { film } from "@pageferry/pageferry";
 * import { pagesChart } from "@pageferry/pageferry/plot";
 *
 * const shot = film({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "uniform", writesPerSecond: 1000, pages: 4096 },
 * });
 * console.log(pagesChart([60, 120, 239].map((frame) => ({ film: shot, frame }))).description);
 * ```
 */
export function pagesChart(grids: PagesChart | readonly PagesChart[], options: PagesChartOptions = {}): Chart {
  const list = Array.isArray(grids) ? grids as readonly PagesChart[] : [grids as PagesChart];
  requireOptions("page grid", options);
  const { width = 720 } = options;
  // There is no height to choose; one that makes no sense is still a mistake.
  requireSizes("page grid", { width, height: (options as PlotOptions).height });
  if (options.columns !== undefined && !(Number.isInteger(options.columns) && options.columns > 0)) {
    throw new RangeError(
      `Cannot draw page grid: columns must be a whole number above 0, got ${quote(options.columns)}`,
    );
  }
  if (list.length === 0) throw new RangeError("Cannot draw page grid: grids must hold at least one, got none");
  const drawn = list.map(gridOf);
  const films = list.filter((grid) => "film" in grid);
  const { title = films.length > 0 ? `${films[0].film.result.engine}: memory on its way` : "Dirty pages" } = options;
  const columns = options.columns ?? Math.ceil(Math.sqrt(Math.max(...drawn.map(({ cells }) => cells))));
  const rows = Math.max(...drawn.map(({ cells }) => Math.ceil(cells / columns)));
  const least = Math.max(LEAST_PANEL_WIDTH, columns * SIDE.least + GAP);
  const { panelWidth } = smallMultiples(drawn.length, {
    width: width - 8,
    top: 0,
    leastWidth: least,
    heightOf: () => 0,
  });
  const side = Math.max(SIDE.least, Math.min(SIDE.most, Math.floor((panelWidth - GAP) / columns)));
  const captions = drawn.map(({ caption }) => caption === "" ? [] : wrapText(caption, (panelWidth - 10) / BOLD));
  const sums = drawn.map(({ sum }) => wrapText(sum, panelWidth - 10, 11));
  const most = (lists: readonly string[][]) => Math.max(...lists.map((lines) => lines.length));
  const sumTop = CAPTION_ROW * most(captions);
  const captionHeight = sumTop + SUM_ROW * most(sums) + 7;
  const looks: Look[] = CELL_STATES.map((_, state) => ({ state, side: 12, marked: true }));
  const used = CELL_STATES.map((_, state) => drawn.some(({ states }) => someOf(states, state)));
  const labels = films.length > 0 ? LABELS.film : LABELS.bitmap;
  const key = drawnLegend(
    looks.filter(({ state }) => used[state]).map((look) => ({
      label: labels[look.state],
      swatch: (x, y) => drawSwatch({ ...look, plain: films.length === 0 }, x, y),
    })),
    { x: 4, y: TITLE_HEIGHT + 2, width: width - 8 },
  );
  const { places, height } = smallMultiples(drawn.length, {
    width: width - 8,
    top: TITLE_HEIGHT + key.height + 8,
    leastWidth: least,
    heightOf: () => captionHeight + rows * side + 14,
  });
  const parts = drawn.map((grid, i) => {
    const { x, y } = { x: places[i].x + 4, y: places[i].y };
    const lines = captions[i].map((line, k) => svgText(line, x, y + 12 + k * CAPTION_ROW, { "font-weight": 600 }));
    const sum = sums[i].map((line, k) =>
      svgText(line, x, y + sumTop + 12 + k * SUM_ROW, { "font-size": 11, "fill-opacity": 0.8 })
    );
    const cells = drawCells(grid, { x, y: y + captionHeight, side, columns, plain: films.length === 0 });
    return lines.join("") + sum.join("") + cells;
  });
  const foot = note(noteOf(list, columns), {
    x: 4,
    y: TITLE_HEIGHT + key.height + 8 + height,
    width: width - 8,
  });
  return compose({
    title,
    description: `${title}. ${
      drawn.map(({ caption, sum }) => caption === "" ? sum : `${caption}: ${sum}`).join("; ")
    }.`,
    width,
    height: TITLE_HEIGHT + key.height + 8 + height + foot.height,
    parts: [],
    overlay: key.svg + parts.join("") + foot.svg,
  });
}

function gridOf(grid: PagesChart): Grid {
  if (typeof grid === "object" && grid !== null && "film" in grid) {
    return gridOfFilm(grid.film, grid.frame, grid.caption);
  }
  const { bitmap, pages, caption = "" } = (grid ?? {}) as Extract<PagesChart, { bitmap: Uint32Array }>;
  if (!(bitmap instanceof Uint32Array)) {
    const got = isFilm(grid) ? "a film (did you mean { film, frame: 0 }?)" : quote(grid);
    throw new TypeError(`Cannot draw page grid: grids must have a bitmap or a film each, got ${got}`);
  }
  requireTexts("page grid", { caption });
  const most = Math.min(MOST_PAGES, 32 * bitmap.length);
  if (!Number.isInteger(pages) || pages < 1 || pages > most) {
    throw new RangeError(`Cannot draw page grid: pages must be a whole number from 1 to ${most}, got ${quote(pages)}`);
  }
  const states = new Float32Array(4 * pages);
  for (let page = 0; page < pages; page++) states[4 * page + (has(bitmap, page) ? 2 : 0)] = 1;
  const sum = `${formatNumber(countRange(bitmap, 0, pages), 12)} of ${formatNumber(pages, 12)} dirty`;
  return { states, cells: pages, caption, sum };
}

function gridOfFilm(film: Film, frame: number, caption?: string): Grid {
  requireFilm("page grid", "film", film);
  requireTexts("page grid", { caption });
  if (!Number.isInteger(frame) || frame < 0 || frame >= film.frames) {
    const Mistake = typeof frame === "number" ? RangeError : TypeError;
    throw new Mistake(
      `Cannot draw page grid: frame must be a whole number from 0 to ${film.frames - 1}, got ${quote(frame)}`,
    );
  }
  const states = cellStates(film, frame);
  const shares = [0, 0, 0, 0];
  for (let cell = 0; cell < film.cells; cell++) {
    const share = (film.cellStarts[cell + 1] - film.cellStarts[cell]) / film.pages;
    for (let state = 0; state < 4; state++) shares[state] += share * states[4 * cell + state];
  }
  const sum = CELL_STATES.map((state, i) => ({ state, percent: percentOf(shares[i]) }))
    .filter((_, i) => shares[i] > 1e-9)
    .map(({ state, percent }) => `${percent} ${state}`).join(", ");
  const seconds = frame === film.frames - 1 ? film.result.totalSeconds : (frame + 1) * film.frameSeconds;
  return { states, cells: film.cells, caption: caption ?? `after ${formatSeconds(seconds)}`, sum };
}

function percentOf(share: number): string {
  if (share < 0.001) return "< 0.1 %";
  if (share > 0.999 && share < 1 - 1e-6) return "> 99.9 %";
  return `${formatNumber(100 * share, share > 0.99 ? 3 : 2)} %`;
}

function someOf(states: ArrayLike<number>, state: number): boolean {
  for (let at = state; at < states.length; at += 4) if (states[at] > 0) return true;
  return false;
}

function noteOf(grids: readonly PagesChart[], columns: number): string {
  const order = `row by row from the upper left, ${columns} to a row`;
  const [first] = grids;
  if (!("film" in first)) return `A square is a page; ${order}.`;
  const { pages, cells, scenario: { vm } } = first.film;
  if (pages === cells) return `A square is a page; ${order}.`;
  const each = formatNumber(pages / cells);
  return `A square is ${each} pages (${inBytes(pages / cells * vm.pageBytes)}), filled by their shares; ${order}.`;
}
