import { mistake } from "../text/message.ts";
import { type DirtyCurve, PAGE_BYTES } from "./dirty-curve.ts";

/** The names of columns that are understood, and the factor to seconds or to pages. */
const TIME_COLUMNS: Readonly<Record<string, number>> = { s: 1, seconds: 1, sec: 1, ms: 1e-3, milliseconds: 1e-3 };
const DIRTY_COLUMNS: Readonly<Record<string, number>> = {
  pages: 1,
  dirtypages: 1,
  bytes: 1 / PAGE_BYTES,
  mib: 2 ** 20 / PAGE_BYTES,
  mb: 1e6 / PAGE_BYTES,
};

/** Reads CSV: a heading that names a time and an amount, then one point a line; `undefined` if the heading is another. */
export function curveOfTable(text: string): DirtyCurve | undefined {
  const [heading, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const cellsOf = (line: string) => line.split(/[,;\t]/).map((cell) => cell.trim());
  const units = { ...TIME_COLUMNS, ...DIRTY_COLUMNS };
  // "Dirty [MiB]" is a column of MiB.
  const names = cellsOf(heading).map((name) =>
    name.toLowerCase().split(/[^a-z]+/).find((word) => Object.hasOwn(units, word)) ?? ""
  );
  const time = names.findIndex((name) => Object.hasOwn(TIME_COLUMNS, name));
  const dirty = names.findIndex((name) => Object.hasOwn(DIRTY_COLUMNS, name));
  if (time < 0 || dirty < 0) return undefined;
  const points = lines.map((line, i) => {
    const cells = cellsOf(line);
    const [at, amount] = [cells[time], cells[dirty]].map((cell) =>
      cell === "" || cell === undefined ? NaN : Number(cell)
    );
    if (!(at > 0)) throw mistake("read curve", `line ${i + 2}`, `a time above 0 under ${names[time]}`, line);
    if (!(amount >= 0)) throw mistake("read curve", `line ${i + 2}`, `a number under ${names[dirty]}`, line);
    return { seconds: at * TIME_COLUMNS[names[time]], dirtyPages: amount * DIRTY_COLUMNS[names[dirty]] };
  });
  if (points.length === 0) throw new SyntaxError("Cannot read curve: the table must have a point, got only a heading");
  return { points, source: "a table", sampled: false, warnings: [] };
}
