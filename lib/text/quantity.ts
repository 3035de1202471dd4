import { quote } from "./message.ts";
import { formatNumber } from "./format.ts";

/** What a number stands for: decides its units. */
export type QuantityKind = "bytes" | "bytes per second" | "bits per second" | "seconds" | "share" | "number";

/** A unit, its size, and what else people call it. Letters count where they tell bits from bytes. */
interface Unit {
  name: string;
  size: number;
  aliases?: readonly string[];
}

const DECIMAL: readonly [prefix: string, size: number][] = [["k", 1e3], ["M", 1e6], ["G", 1e9], ["T", 1e12]];

function bitAliases(prefix: string): string[] {
  return [`${prefix}b/s`, `${prefix}bps`, `${prefix}bit`];
}

/** What values are shown in. */
const UNITS: Record<QuantityKind, readonly Unit[]> = {
  "bytes": [
    { name: "B", size: 1, aliases: ["bytes"] },
    { name: "KiB", size: 2 ** 10, aliases: ["k"] },
    { name: "MiB", size: 2 ** 20, aliases: ["m"] },
    { name: "GiB", size: 2 ** 30, aliases: ["g"] },
    { name: "TiB", size: 2 ** 40, aliases: ["t"] },
  ],
  "bytes per second": [
    { name: "B/s", size: 1, aliases: ["B", "Bps"] },
    { name: "KiB/s", size: 2 ** 10, aliases: ["k", "KiB"] },
    { name: "MiB/s", size: 2 ** 20, aliases: ["m", "MiB"] },
    { name: "GiB/s", size: 2 ** 30, aliases: ["g", "GiB"] },
  ],
  "bits per second": [
    { name: "bit/s", size: 1, aliases: bitAliases("") },
    { name: "kbit/s", size: 1e3, aliases: ["k", ...bitAliases("k")] },
    { name: "Mbit/s", size: 1e6, aliases: ["m", ...bitAliases("M")] },
    { name: "Gbit/s", size: 1e9, aliases: ["g", ...bitAliases("G")] },
    { name: "Tbit/s", size: 1e12, aliases: ["t", ...bitAliases("T")] },
  ],
  "seconds": [
    { name: "µs", size: 1e-6, aliases: ["us", "μs"] },
    { name: "ms", size: 1e-3 },
    { name: "s", size: 1, aliases: ["sec", "seconds"] },
  ],
  "share": [{ name: "%", size: 1e-2, aliases: ["percent"] }],
  "number": [
    { name: "", size: 1 },
    { name: "k", size: 1e3 },
    { name: "M", size: 1e6, aliases: ["m"] },
  ],
};

/** What people may type besides: powers of ten of bytes, bytes for bits and the other way round. */
const TYPED_UNITS: Partial<Record<QuantityKind, readonly Unit[]>> = {
  "bytes": DECIMAL.map(([prefix, size]) => ({ name: `${prefix}B`, size })),
  "bytes per second": DECIMAL.flatMap(([prefix, size]) => [
    { name: `${prefix}B/s`, size, aliases: [`${prefix}B`, `${prefix}Bps`] },
    { name: `${prefix}bit/s`, size: size / 8, aliases: bitAliases(prefix) },
  ]),
  "bits per second": [
    { name: "B/s", size: 8, aliases: ["Bps"] },
    ...DECIMAL.map(([prefix, size]) => ({ name: `${prefix}B/s`, size: size * 8, aliases: [`${prefix}Bps`] })),
    ...["K", "M", "G", "T"].map((prefix, i) => ({ name: `${prefix}iB/s`, size: 8 * 1024 ** (i + 1) })),
  ],
};

const EXAMPLES: Record<QuantityKind, string> = {
  "bytes": "512 MiB or 4 GiB",
  "bytes per second": "128 MiB/s, or none",
  "bits per second": "500 Mbit/s or 10 Gbit/s",
  "seconds": "100 µs or 20 ms",
  "share": "25 %",
  "number": "20 000 or 1e6",
};

/** A quantity for people, in the largest unit that fits; up to six digits. */
export function formatQuantity(value: number | null, kind: QuantityKind): string {
  if (value === null) return "none";
  const { name, size } = unitFor(value, kind);
  return `${formatNumber(value / size, 6)}${name && " "}${name}`;
}

function unitFor(value: number, kind: QuantityKind): Unit {
  // Counts are written out: a million is more easily compared as 1 000 000.
  if (kind === "number") return UNITS.number[0];
  const units = UNITS[kind];
  if (value === 0) return units.at(kind === "seconds" ? -1 : 0)!;
  return units.findLast(({ size }) => size <= value * (1 + 1e-9)) ?? units[0];
}

/**
 * Reads what people write for a quantity: a number, thousands apart if they like, and a unit. MB are 10^6 bytes and MiB
 * 2^20; Gb/s are bits and GB/s bytes. What could be read in two ways is refused.
 *
 * @param name what it is of, for the message
 * @param like a number without a unit is in the unit that this value is shown in
 * @throws {TypeError | RangeError} in one line if it is no such thing
 */
export function parseQuantity(text: string, kind: QuantityKind, name: string, like: number | null): number | null {
  const written = text.trim();
  if (kind === "bytes per second" && /^(none|no|∞)$/i.test(written)) return null;
  const [, digits, word] = /^([-+−]?(?:[\d.,\s]*\d[eE][-+]?\d+|[\d.,\s]*))\s*(.*)$/su.exec(written) ?? ["", "", ""];
  const number = numberOf(digits);
  const unit = word === "" ? unitFor(like === null ? 2 ** 20 : like, kind) : unitCalled(word, kind, name);
  if (number === undefined || unit === undefined) {
    throw new TypeError(`Cannot read ${name}: it must be a number such as ${EXAMPLES[kind]}, got ${quote(written)}`);
  }
  const [, whole, thousands] = /^[-+−]?([1-9]\d{0,2})(\.\d\d0)$/.exec(digits.trim()) ?? [];
  if (whole !== undefined) {
    const either = `${whole} ${thousands.slice(1)} or ${Number(whole + thousands)}`;
    throw new TypeError(`Cannot read ${name}: it must be ${either} (a dot could mean either), got ${quote(written)}`);
  }
  // To 15 digits, so that 0.7 % is 0.007 and not next to it.
  return unit.size < 1 ? Number((number * unit.size).toPrecision(15)) : number * unit.size;
}

/** The unit of this name: to the letter, else in any letters if they do not tell units apart. */
function unitCalled(word: string, kind: QuantityKind, name: string): Unit | undefined {
  const units = [...UNITS[kind], ...TYPED_UNITS[kind] ?? []];
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
  // A comma between groups of three sets thousands apart, another one is a decimal comma.
  const plain = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(compact)
    ? compact.replaceAll(",", "")
    : compact.replace(/^([-+]?\d*),(\d+)$/, "$1.$2");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}
