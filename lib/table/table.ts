// @ts-types="@types/d3-array"
import { max, sum } from "d3-array";
import { escape } from "@std/html";
import { displayable, type MimeBundle } from "../jupyter/displayable.ts";
import { formatNumber } from "../text/format.ts";
import { type Measure, measureOf, withUnit } from "../text/measure.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { mistake, quote } from "../text/message.ts";
import { checkOptions, requireCount, requireObjects } from "../text/require.ts";
import { wrapWords } from "../text/wrap-words.ts";

/** A table as plain data. */
export interface Table {
  /** The title of the table. */
  caption: string;
  /** The table as an accessible HTML `<table>`. */
  html: string;
  /** The table as aligned text, at most 110 columns wide if possible. */
  text: string;
}

/** Options of {@linkcode table}. */
export interface TableOptions {
  /** The title, printed above the table. */
  caption?: string;
  /** The fields to show, in order, each with its heading. Default: all, headed by their names and units. */
  columns?: Readonly<Record<string, string>>;
  /** Significant digits of numbers. Default 4. */
  digits?: number;
  /** Text fields to align like numbers. */
  numeric?: readonly string[];
  /** Add each column's heading to its cells as `data-label`, for style sheets that stack cells on narrow screens. */
  labels?: boolean;
}

interface Column {
  heading: string;
  numeric: boolean;
  cells: string[];
}

/** The widest text form that still fits a terminal. */
const TEXT_WIDTH = 110;
/** Columns of text are not made narrower than this to fit. */
const LEAST_WIDTH = 16;
const GAP = "  ";

/**
 * Makes a table of plain objects, such as the rows of a sweep, their summaries or the rounds of a migration.
 *
 * By default a column is headed by its field's name in words, and its values are shown in a suitable unit (`memoryBytes`
 * in MiB). Values under a heading from `columns` are not converted. If `columns` is not given, a mean `x` becomes one cell
 * with its confidence interval `xLow` and `xHigh` as in `5 ± 0.2`, or with its extremes `xMin` and `xMax`. The fields of
 * nested objects become columns.
 *
 * @throws {TypeError | RangeError} if an option is invalid, or no row has a field that `columns` names
 *
 * @example
 * ```ts
 * import { table } from "@pageferry/pageferry/plot";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const { text } = table([{ engine: "pre-copy", downtimeSeconds: 0.12 }]);
 * assertStrictEquals(text.split("\n")[0], "engine    downtime [ms]");
 * ```
 */
export function table(rows: readonly object[], options: TableOptions = {}): Table {
  checkOptions("make table", options, ["caption", "columns", "digits", "numeric", "labels"]);
  requireObjects("make table", "rows", rows, "a list of objects");
  const { caption = "", columns, digits = 4 } = options;
  if (typeof caption !== "string") throw mistake("make table", "caption", "a string", caption);
  requireCount(digits, { task: "make table", where: "digits", max: 15 });
  const flat = rows.map((row) => columns ? flatten(row) : withSpreads(flatten(row)));
  const fields = columns ? Object.keys(columns) : Array.from(new Set(flat.flatMap((row) => Object.keys(row))));
  checkColumns(columns, rows, flat);
  const made = fields.map((field) => columnOf(field, flat.map((row) => row[field]), options));
  const html = toHtml(made, flat.length, options);
  return displayable({ caption, html, text: toText(made, flat.length, caption) }, tableBundle);
}

/** Checks that every column is a field of some row, unless there are no rows. */
function checkColumns(
  columns: TableOptions["columns"],
  rows: readonly object[],
  flat: readonly Record<string, unknown>[],
): void {
  if (columns === undefined || rows.length === 0) return;
  if (typeof columns !== "object" || columns === null || Array.isArray(columns)) {
    throw mistake("make table", "columns", "an object with a heading for each field", columns);
  }
  const names = Array.from(new Set(flat.flatMap((row) => Object.keys(row))));
  const missing = Object.keys(columns).find((name) => !names.includes(name));
  if (missing === undefined) return;
  throw new TypeError(
    `Cannot make table: columns must be fields of the rows, got ${quote(missing)}${didYouMean(missing, names)}`,
  );
}

/** The output of a table in a notebook. */
export function tableBundle({ html, text }: Table): MimeBundle {
  return { "text/html": html, "text/plain": text };
}

function flatten(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([field, value]) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [[field, value]];
      return "mean" in value ? [[field, spreadOfBar(value)]] : Object.entries(value);
    }),
  );
}

/** A bar of the paper's figures as a spread. */
function spreadOfBar({ mean, min, max }: { mean?: unknown; min?: unknown; max?: unknown }): Spread {
  return { mean: Number(mean), ends: [Number(min), Number(max)], isInterval: false };
}

/** A mean with its confidence interval, or with the smallest and the largest value. */
interface Spread {
  mean: number;
  ends: readonly [number, number];
  isInterval: boolean;
}

function isSpread(value: unknown): value is Spread {
  return typeof value === "object" && value !== null && "mean" in value && "ends" in value;
}

/** The row with one spread in place of the fields `x`, `xMin`, `xMax`, `xLow` and `xHigh`. */
function withSpreads(row: Record<string, unknown>): Record<string, unknown> {
  const isMean = (field: string) => [field, `${field}Min`, `${field}Max`].every((name) => name in row);
  const isPart = (field: string) =>
    /(Min|Max|Low|High)$/.test(field) && isMean(field.replace(/(Min|Max|Low|High)$/, ""));
  const spreadOf = (mean: unknown, field: string) => {
    const [min, max, low, high] = ["Min", "Max", "Low", "High"].map((end) => row[`${field}${end}`]);
    if (mean === null) return null;
    return typeof low === "number" ? { mean, ends: [low, high], isInterval: true } : { mean, ends: [min, max] };
  };
  return Object.fromEntries(
    Object.entries(row).filter(([field]) => !isPart(field)).map((
      [field, value],
    ) => [field, isMean(field) ? spreadOf(value, field) : value]),
  );
}

function columnOf(field: string, values: unknown[], options: TableOptions): Column {
  const heading = options.columns?.[field];
  const measure: Measure = heading === undefined
    ? measureOf(field, values.map((value) => isSpread(value) ? value.mean : value))
    : { label: heading, unit: "", factor: 1 };
  return {
    heading: withUnit(measure),
    numeric: options.numeric?.includes(field) ??
      values.some((value) => typeof value === "number" || isSpread(value)),
    cells: values.map((value) => cellOf(value, measure.factor, options)),
  };
}

function cellOf(value: unknown, factor: number, options: TableOptions): string {
  const { digits = 4 } = options;
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return formatNumber(value * factor, Number.isInteger(value * factor) ? 15 : digits);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (!isSpread(value)) return typeof value === "string" ? value : JSON.stringify(value);
  const { mean, ends: [low, high], isInterval } = value;
  const [middle, from, to] = [mean, low, high].map((part) => cellOf(part, factor, options));
  if (from === to) return middle;
  return isInterval ? `${middle} ± ${formatNumber((high - low) * factor / 2, 2)}` : `${middle} (${from} to ${to})`;
}

function toHtml(columns: readonly Column[], rows: number, { caption, labels }: TableOptions): string {
  const align = ({ numeric }: Column) => ` style="text-align:${numeric ? "right" : "left"}"`;
  const head = columns.map((column) => `<th scope="col"${align(column)}>${escape(column.heading)}</th>`).join("");
  const cell = (column: Column, row: number) => {
    const text = escape(column.cells[row]);
    if (column === columns[0]) {
      return `<th scope="row" style="text-align:${column.numeric ? "right" : "left"};font-weight:normal">${text}</th>`;
    }
    return `<td${align(column)}${labels ? ` data-label="${escape(column.heading)}"` : ""}>${text}</td>`;
  };
  const body = Array.from({ length: rows }, (_, row) => `<tr>${columns.map((each) => cell(each, row)).join("")}</tr>`);
  const title = caption ? `<caption style="text-align:left">${escape(caption)}</caption>` : "";
  return `<table>${title}<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function toText(columns: readonly Column[], rows: number, caption: string): string {
  const widths = widthsOf(columns);
  const line = (cells: readonly string[]): string[] => {
    const wrapped = cells.map((cell, i) => wrapWords(cell, widths[i]));
    return Array.from({ length: max(wrapped, (lines) => lines.length) ?? 0 }, (_, at) =>
      wrapped.map((lines, i) => {
        const part = lines[at] ?? "";
        return columns[i].numeric ? part.padStart(widths[i]) : part.padEnd(widths[i]);
      }).join(GAP).trimEnd());
  };
  const lines = [
    ...line(columns.map(({ heading }) => heading)),
    widths.map((width) => "-".repeat(width)).join(GAP),
    ...Array.from({ length: rows }, (_, i) => line(columns.map(({ cells }) => cells[i]))).flat(),
  ];
  return columns.length === 0 ? caption : (caption ? [caption, ...lines] : lines).join("\n");
}

/** The width of each column. If the table is too wide, headings are wrapped, then cells of text. */
function widthsOf(columns: readonly Column[]): number[] {
  const cells = columns.map((column) => max(column.cells, ({ length }) => length) ?? 0);
  const widths = columns.map(({ heading }, i) => Math.max(heading.length, cells[i]));
  const words = columns.map(({ heading }) => longestWord(heading));
  shrink(widths, { least: columns.map((_, i) => Math.max(words[i], cells[i])) });
  const textLeast = ({ numeric, cells: texts }: Column, i: number) =>
    numeric ? widths[i] : Math.max(words[i], LEAST_WIDTH, max(texts, longestWord) ?? 0);
  shrink(widths, { least: columns.map(textLeast) });
  return widths;
}

function longestWord(text: string): number {
  return max(text.split(" "), ({ length }) => length)!;
}

/** Narrows the widest columns, none below its `least`, until the table fits. */
function shrink(widths: number[], { least }: { least: readonly number[] }): void {
  for (let excess = sum(widths) + GAP.length * (widths.length - 1) - TEXT_WIDTH; excess > 0; excess--) {
    const spare = widths.map((width, i) => width > least[i] ? width : 0);
    const widest = spare.indexOf(Math.max(...spare));
    if (!(spare[widest] > 0)) return;
    widths[widest]--;
  }
}
