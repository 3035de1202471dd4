import type { Vm, Workload } from "../../scenario/types.ts";
import { addPoisson } from "../../random/bernoulli.ts";
import type { Random } from "../../random/random.ts";
import { type RateProfile, type RateStep, segmentAt, sumSteps } from "./profile.ts";
import { extentsOf, type PageRange, sliceExtents } from "../../scenario/range.ts";
import { curveSteps } from "./curve-steps.ts";
import { hotColdSteps, powerLawSteps, uniformSteps } from "./steps.ts";
import { addSequentialWrites, createWriter, type SequentialWriter } from "./sequential.ts";
import { addTraceWrites, createTrace, type TraceWriter } from "./trace.ts";

/** How a guest writes to its memory. */
export interface Guest {
  /** Pages of guest memory. */
  readonly pages: number;
  /** All Poisson workloads, summed. */
  readonly profile: RateProfile;
  /** All sequential workloads. */
  readonly writers: readonly SequentialWriter[];
  /** All traces. */
  readonly traces: readonly TraceWriter[];
}

/** Creates a guest from a checked workload. `random` draws the start of sequential writers that have no start page. */
export function createGuest(vm: Vm, workload: readonly Workload[], random: Random): Guest {
  const pages = vm.memoryBytes / vm.pageBytes;
  const steps: RateStep[] = [];
  const writers: SequentialWriter[] = [];
  const traces: TraceWriter[] = [];
  for (const part of workload) {
    const extents = extentsOf(part, vm);
    const count = extents.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0);
    if (count === 0) continue;
    if (part.kind === "sequential") {
      const pagesPerSecond = part.touchesPerSecond ?? part.writesPerSecond;
      const writer = createWriter(extents, pagesPerSecond, part.startPage ?? random.below(count));
      writers.push({ ...writer, reads: part.touchesPerSecond !== undefined });
    } else if (part.kind === "trace") traces.push(createTrace(part, extents, pages));
    else {
      for (const step of stepsOf(part, { from: 0, to: count })) {
        for (const range of sliceExtents(extents, step.from, step.to)) steps.push({ ...step, ...range });
      }
    }
  }
  return { pages, profile: sumSteps(steps), writers, traces };
}

function stepsOf(part: Exclude<Workload, { kind: "sequential" | "trace" }>, range: PageRange): RateStep[] {
  if (part.kind === "uniform") return uniformSteps(part, range);
  if (part.kind === "hot-cold") return hotColdSteps(part, range);
  if (part.kind === "curve") return curveSteps(part, range);
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
  for (const writer of guest.writers) if (!writer.reads) addSequentialWrites(out, fromPage, toPage, writer, t0, t1);
  for (const trace of guest.traces) addTraceWrites(out, fromWord, toWord, trace, t0, t1);
}
