// @ts-types="@types/d3-array"
import { max } from "d3-array";

/** A column of a memory map, between edges in pixels. */
export interface MapColumn {
  left: number;
  right: number;
  /** Pages per cell. */
  values: ArrayLike<number>;
}

/** The levels of a memory map: the largest share of a cell's pages, and the opacity. */
export const LEVELS: readonly { upTo: number; opacity: number }[] = [
  { upTo: 0.01, opacity: 0.25 },
  { upTo: 0.1, opacity: 0.45 },
  { upTo: 0.5, opacity: 0.7 },
  { upTo: Infinity, opacity: 1 },
];

/** Smallest number of rows and columns to which a map is coarsened. */
const COARSEST = 8;

/** A rectangle of one level: neighboring rows in one column or several. */
interface Tile {
  level: number;
  from: number;
  to: number;
  left: number;
  right: number;
}

/**
 * Draws shares of memory in four levels: memory from top to bottom, columns from left to right. Neighbors of one level
 * become one tile. Coarsens rows or columns, whichever are finer, until the SVG fits into `mostBytes`.
 *
 * @param cellStarts first page of each cell, followed by the number of pages
 */
export function memoryMap(
  columns: readonly MapColumn[],
  { cellStarts, top, height, color, mostBytes, ofLargest = false }: {
    cellStarts: Float64Array;
    top: number;
    height: number;
    color: string;
    mostBytes: number;
    /** Levels are shares of the largest value, not of a cell's pages: for rare events, such as faults. */
    ofLargest?: boolean;
  },
): string {
  const cells = cellStarts.length - 1;
  for (let rows = Math.min(cells, Math.floor(height)), joined = 1;;) {
    const wide = joinColumns(columns, joined);
    const tiles = tilesOf(wide, { cellStarts, rows, ofLargest });
    const edge = (row: number) => Math.round(top + row * height / rows);
    const paths = LEVELS.map(({ opacity }, level) => {
      const d = tiles.filter((tile) => tile.level === level)
        .map(({ left, right, from, to }) =>
          `M${left} ${edge(from)}h${right - left}v${edge(to) - edge(from)}h${left - right}z`
        ).join("");
      if (d === "") return "";
      const opaque = opacity === 1 ? "" : ` fill-opacity="${opacity}"`;
      return `<path shape-rendering="crispEdges" fill="${color}"${opaque} d="${d}"/>`;
    });
    const svg = paths.join("");
    if (svg.length <= mostBytes || (rows <= COARSEST && wide.length <= COARSEST)) return svg;
    if (rows > wide.length) rows = Math.max(COARSEST, Math.floor(rows * 0.7));
    else joined++;
  }
}

/** Joins up to `count` neighboring columns into one. Does not join across a gap. */
function joinColumns(columns: readonly MapColumn[], count: number): MapColumn[] {
  const groups: MapColumn[][] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last !== undefined && last.length < count && last.at(-1)!.right === column.left) last.push(column);
    else groups.push([column]);
  }
  return groups.map(joinAll);
}

/** Joins columns into one with the mean per cell; coarse maps then look like fine ones. */
export function joinAll(columns: readonly MapColumn[]): MapColumn {
  const values = Float64Array.from(columns[0].values);
  for (const column of columns.slice(1)) values.forEach((value, i) => values[i] = value + column.values[i]);
  return {
    left: columns[0].left,
    right: columns[columns.length - 1].right,
    values: values.map((value) => value / columns.length),
  };
}

/** The tiles of a map. A run that equals one in the column before extends its tile. */
function tilesOf(
  columns: readonly MapColumn[],
  { cellStarts, rows, ofLargest }: { cellStarts: Float64Array; rows: number; ofLargest: boolean },
): Tile[] {
  const cells = cellStarts.length - 1;
  const firstCells = Array.from({ length: rows + 1 }, (_, row) => Math.floor(row * cells / rows));
  const sums = columns.map(({ values }) => rowSums(values, firstCells));
  const most = ofLargest ? max(sums, (column) => max(column)) ?? 0 : 0;
  const levelOf = (pages: number, row: number): number => {
    if (pages === 0) return -1;
    const share = pages / (ofLargest ? most : cellStarts[firstCells[row + 1]] - cellStarts[firstCells[row]]);
    return LEVELS.findIndex(({ upTo }) => share <= upTo);
  };
  const tiles: Tile[] = [];
  let before = new Map<string, Tile>();
  columns.forEach(({ left, right }, i) => {
    const here = new Map<string, Tile>();
    for (const run of runsOf(sums[i].map(levelOf))) {
      const key = `${run.level} ${run.from} ${run.to}`;
      const same = before.get(key);
      const tile = same?.right === left ? same : { ...run, left, right };
      tile.right = right;
      if (tile !== same) tiles.push(tile);
      here.set(key, tile);
    }
    before = here;
  });
  return tiles;
}

/** Sums of the values of each row's cells. */
function rowSums(values: ArrayLike<number>, firstCells: readonly number[]): number[] {
  return firstCells.slice(1).map((end, row) => {
    let sum = 0;
    for (let cell = firstCells[row]; cell < end; cell++) sum += values[cell];
    return sum;
  });
}

/** Runs of neighboring rows of one level, without empty rows. */
function runsOf(levels: readonly number[]): Pick<Tile, "level" | "from" | "to">[] {
  const runs: Pick<Tile, "level" | "from" | "to">[] = [];
  levels.forEach((level, row) => {
    const last = runs.at(-1);
    if (last?.level === level && last.to === row) last.to = row + 1;
    else if (level >= 0) runs.push({ level, from: row, to: row + 1 });
  });
  return runs;
}
