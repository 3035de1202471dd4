import { createBitmap } from "../bitmap/create.ts";
import { Random } from "../random/random.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { mistake } from "../text/message.ts";
import { checkOptions } from "../text/require.ts";
import { addWrites, createGuest } from "./guest/guest.ts";

const TASK = "list pages written";

/** An interval of guest time, in seconds since the migration began. */
export interface GuestInterval {
  /** Start of the interval, exclusive. Default 0. */
  fromSeconds?: number;
  /** End of the interval, inclusive. */
  toSeconds: number;
}

/**
 * The pages that a scenario's workload writes in an interval of guest time: what a dirty log that is cleared at
 * `fromSeconds` holds at `toSeconds`.
 *
 * The seed of the scenario and the interval determine the result. Two intervals are drawn independently of each other, so
 * the pages of a longer interval need not include those of a shorter one.
 *
 * @param input any part of a scenario, as for `simulate`
 * @param interval from and to, in seconds of guest time
 * @returns a bitmap over the pages of guest memory
 * @throws {TypeError} if a field is missing, misspelt or of the wrong type
 * @throws {RangeError} if a value is out of range, or the interval is negative or ends before it begins
 *
 * @example
 * ```ts
 * import { countPages, pagesWritten } from "@pageferry/pageferry/bitmap";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const scenario = {
 *   vm: { memoryBytes: 2 ** 20 },
 *   workload: { kind: "sequential", writesPerSecond: 10 },
 * } as const;
 * assertStrictEquals(countPages(pagesWritten(scenario, { toSeconds: 3 })), 30);
 * assertStrictEquals(countPages(pagesWritten(scenario, { fromSeconds: 1, toSeconds: 3 })), 20);
 * ```
 */
export function pagesWritten(input: ScenarioInput, interval: GuestInterval): Uint32Array {
  checkOptions(TASK, interval, ["fromSeconds", "toSeconds"], "interval");
  const { fromSeconds = 0, toSeconds } = interval;
  checkSeconds("fromSeconds", fromSeconds, 0);
  checkSeconds("toSeconds", toSeconds, fromSeconds);
  const { vm, workload, seed } = parseScenario(input);
  const guest = createGuest(vm, workload, new Random(`${seed}`));
  const bits = createBitmap(guest.pages);
  const random = new Random(`${seed}/written from ${fromSeconds} to ${toSeconds}`);
  addWrites(guest, bits, 0, bits.length, fromSeconds, toSeconds, random);
  return bits;
}

function checkSeconds(name: string, value: unknown, least: number): void {
  if (typeof value === "number" && value >= least && Number.isFinite(value)) return;
  throw mistake(TASK, name, `a number of at least ${least}`, value);
}
