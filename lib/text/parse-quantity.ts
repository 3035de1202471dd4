import { quote } from "./message.ts";
import { type QuantityKind, type Unit, unitFor, unitsOf } from "./units.ts";

const EXAMPLES: Record<QuantityKind, string> = {
  "bytes": "512 MiB or 4 GiB",
  "bytes per second": "128 MiB/s, or none",
  "bits per second": "500 Mbit/s or 10 Gbit/s",
  "seconds": "100 µs or 20 ms",
  "share": "25 %",
  "number": "20 000 or 1e6",
  "writes per second": "20000/s or 20k",
};

/** How to read a quantity. */
export interface ParseQuantityOptions {
  kind: QuantityKind;
  /** The name of the quantity in error messages. */
  name: string;
  /** A number without a unit is read in the unit in which this value is printed. Default: it is in the base unit. */
  like?: number | null;
}

/**
 * Reads a quantity: a number, with or without separators between thousands, and a unit. MB is 10^6 bytes and MiB 2^20;
 * Gb/s is bits and GB/s bytes. Ambiguous input is rejected.
 *
 * @returns the value in the base unit; `null` for "none" where a rate may be unlimited
 * @throws {TypeError} if the text is not a quantity of this kind
 */
export function parseQuantity(text: string, { kind, name, like }: ParseQuantityOptions): number | null {
  const written = text.trim();
  if (kind === "bytes per second" && /^(none|no|∞)$/i.test(written)) return null;
  const [, digits, word] = /^([-+−]?(?:[\d.,\s]*\d[eE][-+]?\d+|[\d.,\s]*))\s*(.*)$/su.exec(written) ?? ["", "", ""];
  const number = numberOf(digits);
  const unit = word === "" ? defaultUnit(kind, like) : unitCalled(word, kind, name);
  if (number === undefined || unit === undefined) {
    throw new TypeError(`Cannot read ${name}: it must be a number such as ${EXAMPLES[kind]}, got ${quote(written)}`);
  }
  const [, whole, thousands] = /^[-+−]?([1-9]\d{0,2})(\.\d\d0)$/.exec(digits.trim()) ?? [];
  if (whole !== undefined) {
    const either = `${whole} ${thousands.slice(1)} or ${Number(whole + thousands)}`;
    throw new TypeError(`Cannot read ${name}: it must be ${either} (a dot could mean either), got ${quote(written)}`);
  }
  // Rounded to 15 digits: 0.7 % is 0.007, not 0.006999999999999999.
  return unit.size < 1 ? Number((number * unit.size).toPrecision(15)) : number * unit.size;
}

/** The unit of a number without one. After an unlimited rate, it is MiB/s. */
function defaultUnit(kind: QuantityKind, like: number | null | undefined): Unit {
  return like === undefined ? { name: "", size: 1 } : unitFor(like ?? 2 ** 20, kind);
}

/** The unit of this name: an exact match, else a match in any letter case that is not ambiguous. */
function unitCalled(word: string, kind: QuantityKind, name: string): Unit | undefined {
  const units = unitsOf(kind);
  const called = ({ name, aliases = [] }: Unit) => [name, ...aliases];
  const exact = units.find((unit) => called(unit).includes(word));
  if (exact !== undefined) return exact;
  const loose = units.filter((unit) => called(unit).some((other) => other.toLowerCase() === word.toLowerCase()));
  if (loose.length <= 1) return loose[0];
  const names = loose.map(({ name }) => name).join(" or ");
  throw new TypeError(`Cannot read ${name}: the unit must be ${names}, got ${quote(word)}`);
}

function numberOf(digits: string): number | undefined {
  const compact = digits.replaceAll(/\s/gu, "").replace("−", "-");
  // A comma between groups of three digits separates thousands; any other comma is a decimal comma.
  const plain = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(compact)
    ? compact.replaceAll(",", "")
    : compact.replace(/^([-+]?\d*),(\d+)$/, "$1.$2");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}
