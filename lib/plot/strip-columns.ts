import type { Film, Pass } from "../film/types.ts";
import { joinAll, type MapColumn } from "./svg/memory-map.ts";

/** A table of a pass. */
export type PassTable = "pagesSent" | "pagesSkipped" | "pagesDirtied" | "faults";

/** A column of a strip: the passes in it, and its edges in whole pixels. */
export interface StripColumn {
  passes: Pass[];
  left: number;
  right: number;
}

/** Space between the rounds and what comes after them. */
const GAP = 6;
/** What comes after the rounds has at least this width. */
const LEAST_LAST = 30;

/** Gives every pass a column, all equally wide; the one after the rounds stands apart. Narrow ones hold several rounds. */
export function equalColumns(passes: readonly Pass[], left: number, width: number): StripColumn[] {
  const rounds = passes.filter(({ kind }) => kind === "round");
  const others = passes.filter(({ kind }) => kind !== "round");
  const right = left + width;
  if (rounds.length === 0) return others.map((pass) => ({ passes: [pass], left, right }));
  const last = others.length === 0 ? 0 : Math.max(LEAST_LAST, Math.floor((width - GAP) / passes.length));
  const end = right - (last === 0 ? 0 : last + GAP);
  const columns = widths(rounds, left, end, (i) => i / rounds.length);
  return columns.concat(others.map((pass) => ({ passes: [pass], left: end + GAP, right })));
}

/** Gives every pass a column as wide as it is long; passes that share a pixel share a column. */
export function timedColumns(
  passes: readonly Pass[],
  left: number,
  width: number,
  totalSeconds: number,
): StripColumn[] {
  return widths(passes, left, left + width, (i) => i === passes.length ? 1 : passes[i].startSeconds / totalSeconds);
}

function widths(
  passes: readonly Pass[],
  left: number,
  right: number,
  startOf: (i: number) => number,
): StripColumn[] {
  const edge = (i: number) => Math.round(left + startOf(i) * (right - left));
  const columns: StripColumn[] = [];
  passes.forEach((pass, i) => {
    const last = columns.at(-1);
    // No pass is lost: one without a pixel of its own joins the one before, or waits for the one behind.
    if (last !== undefined && (edge(i + 1) <= last.right || last.right === last.left)) {
      last.passes.push(pass);
      last.right = Math.max(last.right, edge(i + 1));
    } else columns.push({ passes: [pass], left: edge(i), right: edge(i + 1) });
  });
  return columns;
}

/** The values of one table in columns of passes: where several share one, the mean of each cell. */
export function columnsOf(columns: readonly StripColumn[], table: PassTable): MapColumn[] {
  return columns.map(({ passes, left, right }) =>
    joinAll(passes.map((pass) => ({ left, right, values: pass[table] })))
  );
}

/** The values of a table of frames by cells, a column a frame; frames that share a pixel share a column, added up. */
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
