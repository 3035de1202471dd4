// @ts-types="@types/d3-array"
import { max } from "d3-array";

/** How a field is shown: under which name, in which unit, and what to multiply its values with. */
export interface Measure {
  /** The field in words. */
  label: string;
  /** The unit it is shown in; empty for counts and names. */
  unit: string;
  /** Shown value = value x factor. */
  factor: number;
}

const NAMES: Record<string, string> = {
  memoryBytes: "VM memory",
  pageBytes: "page size",
  engine: "engine",
  seconds: "length",
  bytes: "data",
  totalSeconds: "total migration time",
  downtimeSeconds: "downtime",
  stallSeconds: "stall after resume",
  pagesTransferred: "pages transferred",
  bytesTransferred: "data transferred",
  writesPerSecond: "dirty rate",
  bandwidthBitsPerSecond: "bandwidth",
  copyBytesPerSecond: "copy rate of the host",
};

/** Unit by the end of a field's name, special ones first: the units on offer, smallest first, as [unit, its size]. */
const UNITS: [suffix: string, units: [unit: string, size: number][]][] = [
  ["BitsPerSecond", [["Mbit/s", 1e6], ["Gbit/s", 1e9]]],
  ["BytesPerSecond", [["MB/s", 1e6], ["GB/s", 1e9]]],
  ["writesPerSecond", [["page writes/s", 1]]],
  ["SecondsPerPage", [["ns per page", 1e-9], ["µs per page", 1e-6]]],
  ["WritesPerPageSecond", [["writes/s per page", 1]]],
  ["PagesPerSecond", [["pages/s", 1]]],
  ["PerSecond", [["per s", 1]]],
  ["Seconds", [["µs", 1e-6], ["ms", 1e-3], ["s", 1]]],
  ["Bytes", [["B", 1], ["KiB", 2 ** 10], ["MiB", 2 ** 20], ["GiB", 2 ** 30]]],
  ["Pages", [["pages", 1]]],
];

/**
 * Tells how to show a field, by its name and its values: the unit is the largest one in which the largest value is at
 * least 1; GiB only if all values look well in it.
 */
export function measureOf(field: string, values: Iterable<unknown> = []): Measure {
  const name = field.split(".").at(-1)!;
  const sizes = Array.from(values).filter((value) => typeof value === "number").map(Math.abs);
  // The field `seconds` ends like `totalSeconds`.
  const ending = name.charAt(0).toUpperCase() + name.slice(1);
  const [suffix, units] = UNITS.find(([suffix]) => name.endsWith(suffix) || ending === suffix) ?? ["", [["", 1]]];
  const [unit, size] = bestUnit(units as [string, number][], sizes);
  const label = NAMES[name] ?? inWords(name, suffix);
  return { label, unit: unit === label ? "" : unit, factor: 1 / size };
}

/** `label [unit]`, as on an axis. */
export function withUnit({ label, unit }: Pick<Measure, "label" | "unit">): string {
  return unit === "" ? label : `${label} [${unit}]`;
}

function bestUnit(units: [string, number][], sizes: number[]): [string, number] {
  const largest = Math.max(0, max(sizes) ?? 0);
  const fits = ([, size]: [string, number]) =>
    largest >= size && (size !== 2 ** 30 || sizes.every((value) => isTidy(value / size)));
  return units.findLast(fits) ?? (largest === 0 ? units.at(-1)! : units[0]);
}

/** Whether a value is a whole number of quarters, or large enough not to care. */
function isTidy(value: number): boolean {
  return value >= 100 || Number.isInteger(value * 4);
}

function inWords(name: string, suffix: string): string {
  const stem = suffix === name || suffix === "" ? name : name.slice(0, name.length - suffix.length) || name;
  return stem.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}
