// @ts-types="@types/d3-array"
import { max } from "d3-array";

/**
 * A table in plain text: columns as wide as their widest cell, two spaces between, a rule under the head. Cells of
 * numbers stand right, others left.
 */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, i) => Math.max(name.length, max(rows, (row) => row[i].length) ?? 0));
  const right = head.map((_, i) => rows.length > 0 && rows.every((row) => /^(?:[-+]?\d|[-–…]?$)/.test(row[i])));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => right[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])).join("  ").trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line), ""].join("\n");
}
