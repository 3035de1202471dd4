import type { Vm, Workload } from "../../scenario/types.ts";
import { addPoisson } from "../../random/bernoulli.ts";
import type { Random } from "../../random/random.ts";
import { type RateProfile, type RateStep, segmentAt, sumSteps } from "./profile.ts";
import { type PageRange, rangeOf } from "../../scenario/range.ts";
import { hotColdSteps, powerLawSteps, uniformSteps } from "./steps.ts";
import { addSwept, type Sweep } from "./sequential.ts";

/** What a guest does to its memory, ready to be asked. */
export interface Guest {
  /** Pages of guest memory. */
  readonly pages: number;
  /** Everything Poisson, added up. */
  readonly profile: RateProfile;
  /** Everything that goes page after page. */
  readonly sweeps: readonly Sweep[];
}

/** Turns a checked workload into a guest; `random` gives sequential sweeps without a start page theirs. */
export function createGuest(vm: Vm, workload: readonly Workload[], random: Random): Guest {
  const pages = vm.memoryBytes / vm.pageBytes;
  const steps: RateStep[] = [];
  const sweeps: Sweep[] = [];
  for (const part of workload) {
    const range = rangeOf(part, vm);
    if (range.from >= range.to) continue;
    if (part.kind === "sequential") {
      const start = part.startPage ?? random.below(range.to - range.from);
      sweeps.push({ ...range, pagesPerSecond: part.writesPerSecond, start });
    } else steps.push(...stepsOf(part, range));
  }
  return { pages, profile: sumSteps(steps), sweeps };
}

function stepsOf(part: Exclude<Workload, { kind: "sequential" }>, range: PageRange): RateStep[] {
  if (part.kind === "uniform") return uniformSteps(part, range);
  if (part.kind === "hot-cold") return hotColdSteps(part, range);
  return powerLawSteps(part, range);
}

/**
 * Answers "which pages of the words `fromWord` to `toWord` - 1 were written in (`t0`, `t1`]?" by adding them to `out`.
 *
 * Times are seconds of guest time. For any one page the intervals asked about must never overlap: each answer is a fresh
 * draw. The cost follows the words asked about, not the writes.
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
  for (const sweep of guest.sweeps) addSwept(out, fromPage, toPage, sweep, t0, t1);
}
