import { countRange } from "../bitmap/count.ts";
import { has } from "../bitmap/page.ts";
import { CELL_STATES, cellStates } from "../film/cell-states.ts";
import type { Film } from "../film/types.ts";
import { capital, formatBytes, formatNumber, formatSeconds } from "../text/format.ts";
import { quote } from "../text/message.ts";
import { FILM, isFilm, requireData } from "./check.ts";
import { type Chart, type Drawing, frame, panelColumns, placePanels, translated } from "./svg/frame.ts";
import { CHART_OPTIONS, type ChartOptions, checkOptions, COUNT, requireValue, STRING } from "./svg/options.ts";
import { type CellGrid, drawCells, drawSwatch } from "./svg/page-cells.ts";
import { BOLD_WIDTH, SMALL_FONT_SIZE, smallText, svgText, wrapText } from "./svg/text.ts";

/** One grid: a bitmap of dirty pages, or the cells of a film at the end of a frame. */
export type PagesGrid =
  | {
    /** The dirty pages: bit i of word w stands for page 32 w + i. */
    bitmap: Uint32Array;
    /** Number of pages in the bitmap. */
    pages: number;
    /** Drawn above the grid. */
    caption?: string;
  }
  | {
    /** A film, from `film`. */
    film: Film;
    /** 0 to `film.frames` - 1. */
    frame: number;
    /** Drawn above the grid. Default: the time at which the frame ends. */
    caption?: string;
  };

/** Options of {@linkcode pagesChart}. */
export interface PagesChartOptions extends Omit<ChartOptions, "height"> {
  /** Squares per row. Default: as many as make the largest grid about square. */
  columns?: number;
}

/** Smallest and largest side of a square in pixels. */
const LEAST_SIDE = 3;
const MOST_SIDE = 20;
/** Pixels to the left and to the right of a grid. */
const LEFT = 4;
const GAP = 20;
const LEAST_PANEL_WIDTH = 164;
const CAPTION_ROW = 16;
const SUM_ROW = 14;
/** The largest number of squares in a grid of single pages. */
const MOST_PAGES = 65_536;
const STATE_LABELS = {
  bitmap: ["clean", "", "dirty", ""],
  film: ["never sent", "up to date at the destination", "stale: dirtied since it was sent", "awaited by the guest"],
};

/** A grid with its caption and summary. */
interface CaptionedGrid extends CellGrid {
  caption: string;
  /** The shares of the states, in words. */
  sum: string;
}

/**
 * Draws pages as a grid of squares, row by row from the upper left: the dirty pages of a bitmap, or the states of memory at
 * one moment of a film. Several grids stand side by side and wrap.
 *
 * A square is one page, or one cell of a film, filled from the bottom by the shares of its pages. If squares are large
 * enough, the states differ in their marks as well as in color.
 *
 * @param grids one grid or several
 * @param options squares per row; width in pixels (default 720), title
 * @throws {TypeError} if a grid has neither a bitmap nor a film, or a film without a frame
 * @throws {RangeError} if a bitmap has fewer bits than pages, or more than 65 536 pages, or a film has no such frame
 *
 * @example The dirty pages of a bitmap
 * ```ts
 * import { add, createBitmap } from "@pageferry/pageferry/bitmap";
 * import { pagesChart } from "@pageferry/pageferry/plot";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const bitmap = createBitmap(256);
 * for (const page of [3, 17, 18]) add(bitmap, page);
 * const chart = pagesChart({ bitmap, pages: 256, caption: "dirty after round 1" });
 * assertStrictEquals(chart.description, "Dirty pages. Dirty after round 1: 3 of 256 dirty.");
 * ```
 *
 * @example Memory during a migration
 * ```ts
 * import { film } from "@pageferry/pageferry";
 * import { pagesChart } from "@pageferry/pageferry/plot";
 * import { assertMatch } from "@std/assert";
 *
 * const recorded = film({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "uniform", writesPerSecond: 1000, pages: 4096 },
 * });
 * const chart = pagesChart([60, 120, 239].map((frame) => ({ film: recorded, frame })));
 * assertMatch(chart.description, /100 % up to date\.$/);
 * ```
 */
export function pagesChart(grids: PagesGrid | readonly PagesGrid[], options: PagesChartOptions = {}): Chart {
  const { height: _, ...rules } = CHART_OPTIONS;
  checkOptions("pagesChart", options, { ...rules, columns: COUNT });
  const list: readonly PagesGrid[] = Array.isArray(grids) ? grids : [grids];
  if (list.length === 0) throw new RangeError("Cannot draw pagesChart: grids must not be empty");
  const drawn = list.map(gridOf);
  const film = list.find((grid) => "film" in grid)?.film;
  const { width = 720, title = film ? `${capital(film.result.engine)}: memory during migration` : "Dirty pages" } =
    options;
  const { columns = Math.ceil(Math.sqrt(Math.max(...drawn.map(({ cells }) => cells)))) } = options;
  const plain = film === undefined;
  const inWords = drawn.map(({ caption, sum }) => caption === "" ? sum : `${caption}: ${sum}`);
  return frame({
    title,
    description: `${title}. ${capital(inWords.join("; "))}.`,
    width,
    legend: CELL_STATES.map((_, state) => ({
      label: STATE_LABELS[plain ? "bitmap" : "film"][state],
      swatch: (x: number, y: number) => drawSwatch(state, plain, x, y),
    })).filter((_, state) => drawn.some((grid) => hasState(grid, state))),
    footnote: footnoteOf(list[0], columns),
  }, () => drawGrids(drawn, { width, columns, plain }));
}

function drawGrids(
  grids: readonly CaptionedGrid[],
  { width, columns, plain }: { width: number; columns: number; plain: boolean },
): Drawing {
  const rows = Math.max(...grids.map(({ cells }) => Math.ceil(cells / columns)));
  const leastWidth = Math.max(LEAST_PANEL_WIDTH, columns * LEAST_SIDE + GAP);
  const panels = panelColumns(grids.length, { width: width - 2 * LEFT, leastWidth });
  const { panelWidth } = panels;
  const side = Math.max(LEAST_SIDE, Math.min(MOST_SIDE, Math.floor((panelWidth - GAP) / columns)));
  const texts = grids.map(({ caption, sum }) => ({
    caption: caption === "" ? [] : wrapText(caption, (panelWidth - 10) / BOLD_WIDTH),
    sum: wrapText(sum, panelWidth - 10, SMALL_FONT_SIZE),
  }));
  const sumTop = CAPTION_ROW * Math.max(...texts.map(({ caption }) => caption.length));
  const gridTop = sumTop + SUM_ROW * Math.max(...texts.map(({ sum }) => sum.length)) + 7;
  const drawn = grids.map((grid, i) =>
    texts[i].caption.map((line, k) => svgText(line, 0, 12 + k * CAPTION_ROW, { "font-weight": 600 })).join("") +
    texts[i].sum.map((line, k) => smallText(line, 0, sumTop + 12 + k * SUM_ROW)).join("") +
    drawCells(grid, { y: gridTop, side, columns, plain })
  );
  const { svg, height } = placePanels(drawn, { ...panels, rowHeight: gridTop + rows * side + 14 });
  return { svg: translated(svg, LEFT, 4), height: height + 4 };
}

function gridOf(grid: PagesGrid): CaptionedGrid {
  if (typeof grid === "object" && grid !== null && "film" in grid) return gridOfFilm(grid);
  if ((grid?.bitmap as unknown) instanceof Uint32Array) return gridOfBitmap(grid);
  const got = isFilm(grid) ? "a film (did you mean { film, frame: 0 }?)" : quote(grid);
  throw new TypeError(`Cannot draw pagesChart: each grid must have a bitmap or a film, got ${got}`);
}

function gridOfBitmap({ bitmap, pages, caption }: Extract<PagesGrid, { bitmap: Uint32Array }>): CaptionedGrid {
  requireCaption(caption);
  requireWhole("pages", pages, 1, Math.min(MOST_PAGES, 32 * bitmap.length));
  const states = new Float32Array(4 * pages);
  for (let page = 0; page < pages; page++) states[4 * page + (has(bitmap, page) ? 2 : 0)] = 1;
  const sum = `${formatNumber(countRange(bitmap, 0, pages), 12)} of ${formatNumber(pages, 12)} dirty`;
  return { states, cells: pages, caption: caption ?? "", sum };
}

function gridOfFilm({ film, frame, caption }: Extract<PagesGrid, { film: Film }>): CaptionedGrid {
  requireData("pagesChart", "film", film, FILM);
  requireCaption(caption);
  requireWhole("frame", frame, 0, film.frames - 1);
  const states = cellStates(film, frame);
  const shares = [0, 0, 0, 0];
  for (let cell = 0; cell < film.cells; cell++) {
    const share = (film.cellStarts[cell + 1] - film.cellStarts[cell]) / film.pages;
    for (let state = 0; state < 4; state++) shares[state] += share * states[4 * cell + state];
  }
  const sum = CELL_STATES.map((state, i) => ({ state, share: shares[i] }))
    .filter(({ share }) => share > 1e-9)
    .map(({ state, share }) => `${percentOf(share)} ${state}`).join(", ");
  const seconds = frame === film.frames - 1 ? film.result.totalSeconds : (frame + 1) * film.frameSeconds;
  return { states, cells: film.cells, caption: caption ?? `after ${formatSeconds(seconds)}`, sum };
}

function requireCaption(caption: unknown): void {
  if (caption !== undefined) requireValue("pagesChart", "caption", caption, STRING);
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  const holds = () => Number.isInteger(value) && value >= least && value <= most;
  requireValue("pagesChart", name, value, { must: `a whole number from ${least} to ${most}`, holds, numeric: true });
}

function percentOf(share: number): string {
  if (share < 0.001) return "< 0.1 %";
  if (share > 0.999 && share < 1 - 1e-6) return "> 99.9 %";
  return `${formatNumber(100 * share, share > 0.99 ? 3 : 2)} %`;
}

function hasState({ states }: CellGrid, state: number): boolean {
  for (let at = state; at < states.length; at += 4) if (states[at] > 0) return true;
  return false;
}

function footnoteOf(first: PagesGrid, columns: number): string {
  const order = `rows of ${columns}, from the upper left`;
  if (!("film" in first) || first.film.pages === first.film.cells) return `One square is one page; ${order}.`;
  const { pages, cells, scenario: { vm } } = first.film;
  const bytes = formatBytes(pages / cells * vm.pageBytes);
  return `One square is ${
    formatNumber(pages / cells)
  } pages (${bytes}), filled by the share of pages in each state; ${order}.`;
}
