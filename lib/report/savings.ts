// @ts-types="@types/d3-array"
import { mean } from "d3-array";
import type { Bar } from "../paper/bars.ts";

/** How much less three-stage copy needs than pre-copy, in percent, at one memory size or on average. */
export interface Saving {
  /** Guest memory in MiB; `null` for the average over the sizes. */
  memoryMiB: number | null;
  /** Percent of pre-copy's figure; negative if three-stage copy needs more. */
  percent: number;
}

/** The savings of one panel, size by size, then their average. */
export function savingsOf(bars: readonly Bar[]): Saving[] {
  const before = bars.filter((bar) => bar.engine === "pre-copy");
  const savings = before.map(({ memoryMiB, mean }) => {
    const after = bars.find((bar) => bar.engine === "three-stage" && bar.memoryMiB === memoryMiB);
    return { memoryMiB, percent: (1 - (after?.mean ?? NaN) / mean) * 100 };
  });
  return [...savings, { memoryMiB: null, percent: mean(savings, ({ percent }) => percent) ?? NaN }];
}
