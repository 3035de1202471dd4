// @ts-types="@types/d3-array"
import { max, mean, min } from "d3-array";
import { BitmapPool } from "../bitmap/pool.ts";
import { simulateScenario } from "../engine/simulate.ts";
import type { PresetName } from "../scenario/names.ts";
import { parseScenario } from "../scenario/parse.ts";
import { PAPER } from "./published.ts";

/** The two dirty rates of the paper: Figure 4 shows the low, Figure 5 the high. */
export type DirtyRate = "low" | "high";

/** The two algorithms that the paper compares. */
export type PaperEngine = "pre-copy" | "three-stage";

/** The panels of a figure: total migration time (a), pages transferred (b), downtime (c). */
export type Panel = "a" | "b" | "c";

/** One bar of a panel, in the panel's unit: mean and extremes over replicates. */
export interface Bar {
  /** Guest memory in MiB. */
  memoryMiB: number;
  /** The algorithm. */
  engine: PaperEngine;
  /** Arithmetic mean over the replicates, as in the paper. */
  mean: number;
  /** Smallest replicate. */
  min: number;
  /** Largest replicate. */
  max: number;
}

/** The bars of the paper's Figures 4 and 5, by figure number and panel. */
export type Figures = Record<"4" | "5", Record<Panel, Bar[]>>;

/** One simulation, with the metrics that the paper reports. */
export interface PaperRow {
  dirtyRate: DirtyRate;
  memoryMiB: number;
  engine: PaperEngine;
  totalSeconds: number;
  downtimeSeconds: number;
  pagesTransferred: number;
}

/** The engines in the order in which the paper draws them. */
export const ENGINES: readonly PaperEngine[] = ["pre-copy", "three-stage"];

const DIRTY_RATES: readonly DirtyRate[] = ["low", "high"];
const PRESET_OF: Record<DirtyRate, PresetName> = { low: "song2014Low", high: "song2014High" };
const PAGES_PER_MIB = 256;

/** The name of each dirty rate in the seed of a bar. Frozen: a seed must give the same results in all versions. */
const SEED_NAMES: Record<DirtyRate, string> = { low: "tsmcTestbed", high: "tsmcTestbedHigh" };

/** Simulates all bars of the paper: 2 dirty rates × 4 memory sizes × 2 engines × replicates. */
export function simulateBars(
  seed: string | number,
  replicates: number,
  onProgress?: (done: number, total: number) => void,
): PaperRow[] {
  const bars = DIRTY_RATES.flatMap((dirtyRate) =>
    PAPER.testbed.memoryMiB.flatMap((memoryMiB) => ENGINES.map((engine) => ({ dirtyRate, memoryMiB, engine })))
  );
  const total = bars.length * replicates;
  const pool = new BitmapPool();
  return bars.flatMap((bar, i) =>
    Array.from({ length: replicates }, (_, replicate) => {
      const row = simulateBar(bar, { seed, replicate, pool });
      onProgress?.(i * replicates + replicate + 1, total);
      return row;
    })
  );
}

type BarKey = Pick<PaperRow, "dirtyRate" | "memoryMiB" | "engine">;

function simulateBar(
  bar: BarKey,
  { seed, replicate, pool }: { seed: string | number; replicate: number; pool: BitmapPool },
): PaperRow {
  const { dirtyRate, memoryMiB, engine } = bar;
  const memoryBytes = memoryMiB * 2 ** 20;
  const key = { preset: SEED_NAMES[dirtyRate], "vm.memoryBytes": memoryBytes, "migration.engine": engine };
  const { totalSeconds, downtimeSeconds, pagesTransferred } = simulateScenario(
    parseScenario({
      preset: PRESET_OF[dirtyRate],
      vm: { memoryBytes },
      migration: { engine },
      seed: `${seed}/${JSON.stringify(key)}/${replicate}`,
    }),
    { pool },
  );
  return { ...bar, totalSeconds, downtimeSeconds: downtimeSeconds ?? NaN, pagesTransferred };
}

/** The value of a simulation in each panel, in the unit of its axis: seconds, MiB, milliseconds. */
export const PANEL_VALUE: Record<Panel, (row: PaperRow) => number> = {
  a: (row) => row.totalSeconds,
  b: (row) => row.pagesTransferred / PAGES_PER_MIB,
  c: (row) => row.downtimeSeconds * 1000,
};

/** Averages simulations over replicates to the bars of both figures. */
export function figuresOf(rows: readonly PaperRow[]): Figures {
  const panels = (dirtyRate: DirtyRate) => ({
    a: barsOf(rows, dirtyRate, PANEL_VALUE.a),
    b: barsOf(rows, dirtyRate, PANEL_VALUE.b),
    c: barsOf(rows, dirtyRate, PANEL_VALUE.c),
  });
  return { "4": panels("low"), "5": panels("high") };
}

function barsOf(rows: readonly PaperRow[], dirtyRate: DirtyRate, value: (row: PaperRow) => number): Bar[] {
  return PAPER.testbed.memoryMiB.flatMap((memoryMiB) =>
    ENGINES.map((engine) => {
      const replicates = rows.filter((row) =>
        row.dirtyRate === dirtyRate && row.memoryMiB === memoryMiB && row.engine === engine
      );
      return {
        memoryMiB,
        engine,
        mean: mean(replicates, value)!,
        min: min(replicates, value)!,
        max: max(replicates, value)!,
      };
    })
  );
}
