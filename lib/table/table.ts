// @ts-types="@types/d3-array"
import { max } from "d3-array";
import { displayable, type MimeBundle } from "../jupyter/displayable.ts";
import { escapeText } from "../text/escape.ts";
import { formatNumber } from "../text/format.ts";
import { type Measure, measureOf, withUnit } from "../text/measure.ts";

/** A table as plain data. */
export interface Table {
  /** What it shows. */
  caption: string;
  /** An accessible HTML `<table>`. */
  html: string;
  /** The same as aligned text. */
  text: string;
}

/** How to make a table. */
export interface TableOptions {
  /** What it shows, written above it. */
  caption?: string;
  /** Fields to show, in order, each with its heading. Default: all, headed by their names and units. */
  columns?: Readonly<Record<string, string>>;
  /** Significant digits of numbers. Default 4. */
  digits?: number;
}

interface Column {
  field: string;
  heading: string;
  numeric: boolean;
  cells: string[];
}

/**
 * Makes a table of plain objects, such as the rows of a sweep, their summaries or the rounds of a migration.
 *
 * Fields are headed by their names in words and shown in a unit that suits them (`memoryBytes` in MiB); with a heading of
 * your own the values stay as they are. A mean with extremes is one cell; other objects within a row become columns.
 *
 * @example
 * ```ts
 * import { table } from "@pageferry/pageferry/plot";
 *
 * console.log(table([{ engine: "pre-copy", downtimeSeconds: 0.12 }]).text);
 * ```
 */
export function table(rows: readonly object[], options: TableOptions = {}): Table {
  const { caption = "", columns, digits = 4 } = options;
  const flat = rows.map((row) => flatten(row));
  const fields = columns ? Object.keys(columns) : Array.from(new Set(flat.flatMap((row) => Object.keys(row))));
  const made = fields.map((field) => columnOf(field, flat.map((row) => row[field]), columns?.[field], digits));
  const html = toHtml(made, flat.length, caption);
  return displayable({ caption, html, text: toText(made, flat.length, caption) }, tableBundle);
}

/** The output of a table. */
export function tableBundle({ html, text }: Table): MimeBundle {
  return { "text/html": html, "text/plain": text };
}

function flatten(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([field, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value) && !isSpread(value)
        ? Object.entries(value)
        : [[field, value]]
    ),
  );
}

function columnOf(field: string, values: unknown[], heading: string | undefined, digits: number): Column {
  const measure: Measure = heading === undefined
    ? measureOf(field, values.map((value) => isSpread(value) ? value.max : value))
    : { label: heading, unit: "", factor: 1 };
  return {
    field,
    heading: withUnit(measure),
    numeric: values.some((value) => typeof value === "number" || isSpread(value)),
    cells: values.map((value) => cellOf(value, measure.factor, digits)),
  };
}

function cellOf(value: unknown, factor: number, digits: number): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return formatNumber(value * factor, Number.isInteger(value * factor) ? 15 : digits);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (!isSpread(value)) return typeof value === "string" ? value : JSON.stringify(value);
  const [mean, min, max] = [value.mean, value.min, value.max].map((part) => cellOf(part, factor, digits));
  return min === max ? mean : `${mean} (${min} to ${max})`;
}

function isSpread(value: unknown): value is { mean: number | null; min: number | null; max: number | null } {
  return typeof value === "object" && value !== null && "mean" in value && "min" in value && "max" in value;
}

function toHtml(columns: readonly Column[], rows: number, caption: string): string {
  const align = ({ numeric }: Column) => ` style="text-align:${numeric ? "right" : "left"}"`;
  const head = columns.map((column) => `<th scope="col"${align(column)}>${escapeText(column.heading)}</th>`).join("");
  const body = Array.from(
    { length: rows },
    (_, i) => `<tr>${columns.map((column) => `<td${align(column)}>${escapeText(column.cells[i])}</td>`).join("")}</tr>`,
  );
  const title = caption && `<caption style="text-align:left">${escapeText(caption)}</caption>`;
  return `<table>${title}<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function toText(columns: readonly Column[], rows: number, caption: string): string {
  const padded = columns.map(({ heading, numeric, cells }) => {
    const width = Math.max(heading.length, max(cells, (cell) => cell.length) ?? 0);
    return [heading, ...cells].map((cell) => numeric ? cell.padStart(width) : cell.padEnd(width));
  });
  const lines = Array.from({ length: rows + 1 }, (_, i) => padded.map((cells) => cells[i]).join("  ").trimEnd());
  return (caption ? [caption, ...lines] : lines).join("\n");
}
