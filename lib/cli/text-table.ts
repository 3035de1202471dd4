/**
 * A table in plain text: columns as wide as their widest cell, two spaces between, a rule under the head. Cells of
 * numbers stand right, others left.
 */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
  const right = head.map((_, i) => rows.length > 0 && rows.every((row) => /^(?:[-+]?\d|[-–…]?$)/.test(row[i])));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => right[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])).join("  ").trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line), ""].join("\n");
}
