import type { Film, Pass } from "../film/types.ts";
import { joinAll, type MapColumn } from "./svg/memory-map.ts";

/** The tables of a pass. */
export type PassTable = "pagesSent" | "pagesSkipped" | "pagesDirtied" | "faults";

/** A column of the chart: its passes, and its edges in whole pixels. */
export interface RoundColumn {
  passes: Pass[];
  left: number;
  right: number;
}

/** Pixels between the rounds and the pass after them. */
const GAP = 6;
/** Smallest width of the pass after the rounds. */
const LEAST_LAST = 30;

/** Columns of equal width, one per pass, with a gap after the rounds. If there are more rounds than pixels they share columns. */
export function equalColumns(passes: readonly Pass[], left: number, width: number): RoundColumn[] {
  const rounds = passes.filter(({ kind }) => kind === "round");
  const others = passes.filter(({ kind }) => kind !== "round");
  const right = left + width;
  if (rounds.length === 0) return others.map((pass) => ({ passes: [pass], left, right }));
  const last = others.length === 0 ? 0 : Math.max(LEAST_LAST, Math.floor((width - GAP) / passes.length));
  const end = right - (last === 0 ? 0 : last + GAP);
  const columns = widths(rounds, left, end, (i) => i / rounds.length);
  return columns.concat(others.map((pass) => ({ passes: [pass], left: end + GAP, right })));
}

/** Columns as wide as their passes are long. Passes that share a pixel share a column. */
export function timedColumns(
  passes: readonly Pass[],
  left: number,
  width: number,
  totalSeconds: number,
): RoundColumn[] {
  return widths(passes, left, left + width, (i) => i === passes.length ? 1 : passes[i].startSeconds / totalSeconds);
}

function widths(
  passes: readonly Pass[],
  left: number,
  right: number,
  startOf: (i: number) => number,
): RoundColumn[] {
  const edge = (i: number) => Math.round(left + startOf(i) * (right - left));
  const columns: RoundColumn[] = [];
  passes.forEach((pass, i) => {
    const last = columns.at(-1);
    // A pass narrower than a pixel shares the column before it, or the next one if it is the first.
    if (last !== undefined && (edge(i + 1) <= last.right || last.right === last.left)) {
      last.passes.push(pass);
      last.right = Math.max(last.right, edge(i + 1));
    } else columns.push({ passes: [pass], left: edge(i), right: edge(i + 1) });
  });
  return columns;
}

/** The values of a table in columns of passes: the mean per cell if several passes share a column. */
export function columnsOf(columns: readonly RoundColumn[], table: PassTable): MapColumn[] {
  return columns.map(({ passes, left, right }) =>
    joinAll(passes.map((pass) => ({ left, right, values: pass[table] })))
  );
}

/** The values of a table of frames by cells, one column per frame: the sum per cell if several frames share a pixel. */
export function frameColumns(film: Film, table: Float64Array, left: number, width: number): MapColumn[] {
  const { frames, cells } = film;
  const edge = (frame: number) => Math.round(left + frame * width / frames);
  const columns: MapColumn[] = [];
  for (let frame = 0; frame < frames;) {
    const values = new Float64Array(cells);
    const start = edge(frame);
    do {
      const row = frame * cells;
      for (let cell = 0; cell < cells; cell++) values[cell] += table[row + cell];
      frame++;
    } while (frame < frames && edge(frame) === start);
    columns.push({ left: start, right: edge(frame), values });
  }
  return columns;
}
