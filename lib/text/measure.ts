// @ts-types="@types/d3-array"
import { max } from "d3-array";
import { type QuantityKind, unitsOf } from "./units.ts";

/** How to show a field: its label, its unit, and the factor that converts its values. */
export interface Measure {
  /** The field in words. */
  label: string;
  /** The unit; empty for counts and names. */
  unit: string;
  /** Shown value = value x factor. */
  factor: number;
}

/** Labels of fields whose names are not clear enough. */
const LABELS: Readonly<Record<string, string>> = {
  memoryBytes: "VM memory",
  pageBytes: "page size",
  seconds: "length",
  bytes: "data",
  totalSeconds: "total migration time",
  downtimeSeconds: "downtime",
  stallSeconds: "stall after resume",
  bytesTransferred: "data transferred",
  writesPerSecond: "write rate",
  copyBytesPerSecond: "copy rate of the host",
};

type NamedSize = readonly [unit: string, size: number];

/** Units of a kind by name, smallest first. */
function named(kind: QuantityKind, ...names: string[]): NamedSize[] {
  return names.map((name) => [name, unitsOf(kind).find((unit) => unit.name === name)!.size]);
}

const BYTES = named("bytes", "B", "KiB", "MiB", "GiB");
const GIB = 2 ** 30;

/** The units for each suffix of a field name, smallest first. The first matching entry is used. */
const SUFFIXES: readonly (readonly [suffix: string, units: readonly NamedSize[]])[] = [
  ["BitsPerSecond", named("bits per second", "Mbit/s", "Gbit/s")],
  ["BytesPerSecond", named("bytes per second", "MB/s", "GB/s")],
  ["writesPerSecond", [["page writes/s", 1]]],
  ["SecondsPerPage", named("seconds", "ns", "µs").map(([unit, size]) => [`${unit} per page`, size])],
  ["WritesPerPageSecond", [["writes/s per page", 1]]],
  ["PagesPerSecond", [["pages/s", 1]]],
  ["PerSecond", [["per s", 1]]],
  ["Seconds", named("seconds", "µs", "ms", "s")],
  ["Bytes", BYTES],
  ["bytesTransferred", BYTES],
  ["Pages", [["pages", 1]]],
];

/**
 * How to show a field, from its name and its values. Units are read from the suffixes of field names only here.
 *
 * The unit is the largest in which the largest value is at least 1. GiB is used only if all values are round numbers in
 * it.
 */
export function measureOf(field: string, values: Iterable<unknown> = []): Measure {
  const name = field.split(".").at(-1)!;
  const sizes = Array.from(values).filter((value) => typeof value === "number").map(Math.abs);
  // The whole name may be the suffix: `seconds`, `bytes`.
  const whole = name.charAt(0).toUpperCase() + name.slice(1);
  const [suffix, units] = SUFFIXES.find(([suffix]) => name.endsWith(suffix) || whole === suffix) ?? ["", [["", 1]]];
  const [unit, size] = bestUnit(units as readonly NamedSize[], sizes);
  const label = LABELS[name] ?? inWords(name, suffix);
  return { label, unit: unit === label ? "" : unit, factor: 1 / size };
}

/** `label [unit]`, as on an axis. */
export function withUnit({ label, unit }: Pick<Measure, "label" | "unit">): string {
  return unit === "" ? label : `${label} [${unit}]`;
}

function bestUnit(units: readonly NamedSize[], sizes: readonly number[]): NamedSize {
  const largest = Math.max(0, max(sizes) ?? 0);
  if (largest === 0) return units.find(([, size]) => size === 1) ?? units.at(-1)!;
  const fits = ([, size]: NamedSize) =>
    largest >= size && (size !== GIB || sizes.every((value) => isTidy(value / GIB)));
  return units.findLast(fits) ?? units[0];
}

/** Whether a value is a multiple of a quarter, or so large that a fraction does not matter. */
function isTidy(value: number): boolean {
  return value >= 100 || Number.isInteger(value * 4);
}

function inWords(name: string, suffix: string): string {
  const stem = suffix === name || suffix === "" ? name : name.slice(0, name.length - suffix.length) || name;
  return stem.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}
