import type { Vm, Workload } from "../../scenario/types.ts";
import { addPoisson } from "../../random/bernoulli.ts";
import type { Random } from "../../random/random.ts";
import { type RateProfile, type RateStep, segmentAt, sumSteps } from "./profile.ts";
import { type PageRange, rangeOf } from "../../scenario/range.ts";
import { hotColdSteps, powerLawSteps, uniformSteps } from "./steps.ts";
import { addSequentialWrites, type SequentialWriter } from "./sequential.ts";

/** How a guest writes to its memory. */
export interface Guest {
  /** Pages of guest memory. */
  readonly pages: number;
  /** All Poisson workloads, summed. */
  readonly profile: RateProfile;
  /** All sequential workloads. */
  readonly writers: readonly SequentialWriter[];
}

/** Creates a guest from a checked workload. `random` draws the start of sequential writers that have no start page. */
export function createGuest(vm: Vm, workload: readonly Workload[], random: Random): Guest {
  const pages = vm.memoryBytes / vm.pageBytes;
  const steps: RateStep[] = [];
  const writers: SequentialWriter[] = [];
  for (const part of workload) {
    const range = rangeOf(part, vm);
    if (range.from >= range.to) continue;
    if (part.kind === "sequential") {
      const start = part.startPage ?? random.below(range.to - range.from);
      writers.push({ ...range, pagesPerSecond: part.writesPerSecond, start });
    } else steps.push(...stepsOf(part, range));
  }
  return { pages, profile: sumSteps(steps), writers };
}

function stepsOf(part: Exclude<Workload, { kind: "sequential" }>, range: PageRange): RateStep[] {
  if (part.kind === "uniform") return uniformSteps(part, range);
  if (part.kind === "hot-cold") return hotColdSteps(part, range);
  return powerLawSteps(part, range);
}

/**
 * Adds to `out` the pages of the words `fromWord` to `toWord` - 1 that are written in (`t0`, `t1`].
 *
 * Times are seconds of guest time. Each call draws anew, so the intervals of any one page must never overlap. Run time
 * scales with the words, not with the writes.
 */
export function addWrites(
  guest: Guest,
  out: Uint32Array,
  fromWord: number,
  toWord: number,
  t0: number,
  t1: number,
  random: Random,
): void {
  const seconds = t1 - t0;
  if (!(seconds > 0)) return;
  const fromPage = fromWord * 32;
  const toPage = Math.min(toWord * 32, guest.pages);
  const { edges, rates } = guest.profile;
  for (let i = Math.max(0, segmentAt(edges, fromPage)); i < rates.length && edges[i] < toPage; i++) {
    if (rates[i] === 0) continue;
    const from = Math.max(fromPage, edges[i]);
    const to = Math.min(toPage, edges[i + 1]);
    addPoisson(out, from, to, rates[i] * seconds, random);
  }
  for (const writer of guest.writers) addSequentialWrites(out, fromPage, toPage, writer, t0, t1);
}
