/** The kind of quantity that a number stands for. It decides the units. */
export type QuantityKind =
  | "bytes"
  | "bytes per second"
  | "bits per second"
  | "seconds"
  | "share"
  | "number"
  | "writes per second";

/** A unit of a quantity. */
export interface Unit {
  /** The unit as it is printed. */
  name: string;
  /** The size of the unit in the base unit of its kind. */
  size: number;
  /** Other spellings that are accepted. Letter case counts only where it separates bits from bytes. */
  aliases?: readonly string[];
  /** The smallest value that is printed in this unit, in the base unit. Default: `size`. */
  from?: number;
  /** Accepted as input, never chosen for output. */
  inputOnly?: true;
}

const DECIMAL: readonly [prefix: string, size: number][] = [["k", 1e3], ["M", 1e6], ["G", 1e9], ["T", 1e12]];
const BINARY: readonly [prefix: string, size: number][] = ["K", "M", "G", "T"].map((p, i) => [p, 1024 ** (i + 1)]);

const bitAliases = (prefix: string) => [`${prefix}b/s`, `${prefix}bps`, `${prefix}bit`, `${prefix}b`];
const byteAliases = (prefix: string) => [`${prefix}B`, `${prefix}Bps`];

/** All units by kind, smallest first within each group. Parsing and formatting both read this table. */
const UNITS: Readonly<Record<QuantityKind, readonly Unit[]>> = {
  "bytes": [
    { name: "B", size: 1, aliases: ["bytes"] },
    ...BINARY.map(([prefix, size]) => ({ name: `${prefix}iB`, size, aliases: [prefix.toLowerCase()] })),
    ...DECIMAL.map(([prefix, size]): Unit => ({ name: `${prefix}B`, size, inputOnly: true })),
  ],
  "bytes per second": [
    { name: "B/s", size: 1, aliases: byteAliases("") },
    ...BINARY.map(([prefix, size]) => ({
      name: `${prefix}iB/s`,
      size,
      aliases: [prefix.toLowerCase(), `${prefix}iB`],
    })),
    ...DECIMAL.flatMap(([prefix, size]): Unit[] => [
      { name: `${prefix}B/s`, size, aliases: byteAliases(prefix), inputOnly: true },
      { name: `${prefix}bit/s`, size: size / 8, aliases: bitAliases(prefix), inputOnly: true },
    ]),
  ],
  "bits per second": [
    { name: "bit/s", size: 1, aliases: bitAliases("") },
    ...DECIMAL.map(([prefix, size]) => ({
      name: `${prefix}bit/s`,
      size,
      aliases: [prefix.toLowerCase(), ...bitAliases(prefix)],
    })),
    { name: "B/s", size: 8, aliases: ["Bps"], inputOnly: true },
    ...DECIMAL.map(([prefix, size]): Unit => (
      { name: `${prefix}B/s`, size: size * 8, aliases: [`${prefix}Bps`], inputOnly: true }
    )),
    ...BINARY.map(([prefix, size]): Unit => ({ name: `${prefix}iB/s`, size: size * 8, inputOnly: true })),
  ],
  "seconds": [
    { name: "ns", size: 1e-9, inputOnly: true },
    { name: "µs", size: 1e-6, aliases: ["us", "μs"] },
    { name: "ms", size: 1e-3 },
    { name: "s", size: 1, aliases: ["sec", "seconds"] },
    { name: "min", size: 60, from: 600, aliases: ["minutes"] },
    { name: "h", size: 3600, from: 2 * 3600, aliases: ["hours"] },
    { name: "days", size: 86_400, from: 2 * 86_400, aliases: ["d", "day"] },
    { name: "years", size: 365.25 * 86_400, from: 2 * 365.25 * 86_400, aliases: ["year"] },
  ],
  "share": [{ name: "%", size: 1e-2, aliases: ["percent"] }],
  // A count is printed in full: 1 000 000 is easier to compare than 1 M.
  "number": [
    { name: "", size: 1 },
    { name: "k", size: 1e3, inputOnly: true },
    { name: "M", size: 1e6, aliases: ["m"], inputOnly: true },
  ],
  "writes per second": [
    { name: "writes/s", size: 1, aliases: ["/s", "page writes/s"] },
    { name: "k", size: 1e3, aliases: ["k/s", "kwrites/s"], inputOnly: true },
    { name: "M", size: 1e6, aliases: ["M/s", "Mwrites/s"], inputOnly: true },
    // A data rate means one write per page of 4 KiB.
    ...DECIMAL.map(([prefix, size]): Unit => ({ name: `${prefix}B/s`, size: size / 4096, inputOnly: true })),
    ...BINARY.map(([prefix, size]): Unit => ({ name: `${prefix}iB/s`, size: size / 4096, inputOnly: true })),
  ],
};

/** All units of a kind. */
export function unitsOf(kind: QuantityKind): readonly Unit[] {
  return UNITS[kind];
}

/** The largest unit that a value is printed in; 0 is printed in the base unit. */
export function unitFor(value: number, kind: QuantityKind): Unit {
  const units = UNITS[kind].filter(({ inputOnly }) => !inputOnly);
  if (value === 0) return units.find(({ size }) => size === 1) ?? units[0];
  // The tolerance absorbs rounding: 0.29 s * 1000 is not quite 290 ms.
  return units.findLast(({ size, from = size }) => from <= Math.abs(value) * (1 + 1e-9)) ?? units[0];
}

/** The ticks of an axis of memory. */
export interface MemoryTicks {
  unit: string;
  size: number;
  /** The ticks in bytes, each a whole number of units. */
  ticks: number[];
}

/** Three to seven ticks from 0 on, a power of two apart, in the largest unit that makes all of them whole numbers. */
export function memoryTicks(memoryBytes: number): MemoryTicks {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(memoryBytes / 3)));
  const ticks = Array.from({ length: Math.floor(memoryBytes / step) + 1 }, (_, i) => i * step);
  const { name: unit, size } = unitFor(step, "bytes");
  return { unit, size, ticks };
}
