import { formatQuantity } from "../lib/text/format.ts";
import { parseQuantity } from "../lib/text/parse-quantity.ts";
import type { Field } from "./fields.ts";
import { pageBytesOf } from "./scenario-of-state.ts";
import type { ExplorerState } from "./state.ts";

/** Ends like `MB/s`, `Mbit/s` or `Mbps`. */
const BYTE_RATE = /[bB](it)?(\/s|ps)?\s*$/;

/**
 * Reads the text that was typed into a field. A number without a unit is in the unit that the field shows. A share up to 1
 * needs a percent sign, because 0.1 could also be a fraction. A write rate in bytes becomes a rate in pages, and memory is
 * rounded to whole pages.
 *
 * @throws {TypeError} in one line if the text is not a value of the field
 */
export function typedValue(field: Field, typed: string, state: ExplorerState): number | null {
  const name = field.label.toLowerCase();
  if (field.name === "writesPerSecond" && BYTE_RATE.test(typed)) {
    return parseQuantity(typed, { kind: "bytes per second", name, like: null })! / pageBytesOf(state);
  }
  const value = parseQuantity(typed, { kind: field.kind, name, like: state[field.name] });
  if (value === null || value <= 0) return value;
  if (field.kind === "share" && value <= 0.01 && /\d\s*$/.test(typed)) {
    const [percent, fraction] = [value, value * 100].map((share) => formatQuantity(share, "share"));
    throw new TypeError(
      `Cannot read ${name}: it must be ${percent} or ${fraction} (${typed.trim()} could mean either)`,
    );
  }
  return field.name === "memoryBytes" ? wholePages(value, pageBytesOf(state)) : value;
}

function wholePages(bytes: number, pageBytes: number): number {
  return Math.max(1, Math.round(bytes / pageBytes)) * pageBytes;
}
