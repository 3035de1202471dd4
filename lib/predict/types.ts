import type { DirtyCurve } from "../curve/dirty-curve.ts";
import type { SendRate } from "../engine/link/send-rate.ts";
import type { Verdict } from "../engine/run/result.ts";
import type { Engine, PlatformName } from "../scenario/names.ts";
import type { Scenario } from "../scenario/types.ts";

/** What to predict. */
export interface PredictInput {
  /** What is known of the guest's writes, as from `readCurve` or `curveOfRate`. */
  curve: DirtyCurve;
  /** The platform whose limits apply. Default `"libvirt"`. */
  platform?: PlatformName;
  /** Guest memory in bytes. Default: as the curve says. */
  memoryBytes?: number;
  /** Pages of zeros. Default: as the curve says, or 0. */
  zeroPages?: number;
  /** Bit rate of the link. */
  bandwidthBitsPerSecond: number;
  /** Replaces the platform's downtime limit, in seconds. */
  downtimeLimitSeconds?: number;
  /** Replaces the platform's cap, in bytes per second; `null`: none. */
  maxBytesPerSecond?: number | null;
  /** Replaces the platform's time limit, in seconds. */
  timeLimitSeconds?: number;
  /** Seeds per shape, at most 100. Default 5. */
  seeds?: number;
  /** The rows and columns of the table. Default: links from 1 to 100 Gbit/s, limits from 0.1 to 5 s. */
  cells?: { bandwidthsBitsPerSecond: readonly number[]; downtimeLimitsSeconds: readonly (number | null)[] };
}

/** A range over shapes and seeds. */
export interface PredictedRange {
  /** The least. */
  min: number;
  /** The median. */
  median: number;
  /** The greatest. */
  max: number;
}

/** The outcome of several simulations. */
export interface PredictedOutcome {
  /** How many ended with each verdict. */
  verdicts: Partial<Record<Verdict, number>>;
  /** Total time of those that were not abandoned, in seconds; `null` if all were. */
  totalSeconds: PredictedRange | null;
  /** Downtime of the same. */
  downtimeSeconds: PredictedRange | null;
  /** Time that the guest waited for pages after resume. */
  stallSeconds: PredictedRange | null;
}

/** The outcome of one shape of working set. */
export interface ShapeOutcome extends PredictedOutcome {
  /** The shape in words. */
  name: string;
  /** How far the fit is off the points at most, as a fraction. */
  worstMiss: number;
  /** What ends it if it does not converge: a limit of the platform, or an operator; `null` if it converges. */
  abandonedBy: "time" | "progress" | "operator" | null;
  /** When a limit of the platform ends it; the median over seeds. */
  abandonedSeconds: number | null;
}

/** The outcome of one engine. */
export interface EngineOutcome extends PredictedOutcome {
  /** The algorithm. */
  engine: Engine;
}

/** One cell of the table of links and downtime limits. */
export interface Cell {
  /** Bit rate of the link in 10^9 bit/s. */
  gbps: number;
  /** `null`: unlimited. */
  downtimeLimitMs: number | null;
  /** `null`: it does not converge. */
  totalSeconds: number | null;
}

/** The total time over a link, under the downtime limits of the platform. */
export type OwnCell = Omit<Cell, "downtimeLimitMs">;

/** The rate at which the guest dirties pages over an interval, beside the send rate. */
export interface RatePoint {
  /** Length of the interval. */
  seconds: number;
  /** Bytes of the distinct pages dirtied in it, over its length. */
  dirtyBytesPerSecond: number;
}

/** A prediction for a VM. */
export interface Prediction extends PredictedOutcome {
  /** The platform whose limits apply. */
  platform: PlatformName;
  /** The scenario of the first shape. */
  scenario: Scenario;
  /** The outcome of each shape of working set. */
  shapes: ShapeOutcome[];
  /** What bounds the send rate. */
  rate: SendRate;
  /** Dirty rate over intervals of growing length, of each shape. */
  dirtyRates: RatePoint[][];
  /** The same without the cap, if the cap binds. */
  withoutCap: PredictedOutcome | null;
  /** Why it ends as it does, one sentence each. */
  why: string[];
  /** Each engine, under the platform's hypervisor. */
  engines: EngineOutcome[];
  /** By the published method, and by the platform's own rules. */
  published: { cells: Cell[] };
  /** See `published`. `ownCells` are under the platform's downtime limits, with its steps. */
  qemu: { cells: Cell[]; ownCells: OwnCell[] };
  /** What to distrust. */
  warnings: string[];
}
