import { formatNumber } from "./format.ts";

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A number of bytes for people, in the largest unit of which it is at least one. */
export function inBytes(bytes: number): string {
  const { unit, size } = unitOf(bytes);
  return `${formatNumber(bytes / size)} ${unit}`;
}

/** An axis of memory: its unit and the ticks, in bytes, at whole numbers of it. */
export interface MemoryTicks {
  unit: string;
  /** Bytes of the unit. */
  size: number;
  ticks: number[];
}

/** From three to six ticks from 0 on, a power of two apart, in the largest unit in which they are whole numbers. */
export function memoryTicks(memoryBytes: number): MemoryTicks {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(memoryBytes / 3)));
  const ticks = Array.from({ length: Math.floor(memoryBytes / step) + 1 }, (_, i) => i * step);
  return { ...unitOf(step), ticks };
}

function unitOf(bytes: number): { unit: string; size: number } {
  const power = Math.max(0, Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return { unit: UNITS[power], size: 2 ** (10 * power) };
}
