import fc from "fast-check";
import { simulate } from "../../lib/simulate.ts";
import type { MigrationResult, Observer } from "../../lib/engine/run/result.ts";
import { listed } from "../bitmap/model.ts";
import type { Engine, Hypervisor, ScenarioInput, Workload } from "../../lib/scenario/types.ts";

const PAGE_BYTES = 4096;

/** Numbers spread evenly on a log scale, and sometimes the smallest one. */
function logarithmic(min: number, max: number): fc.Arbitrary<number> {
  const exponent = fc.double({ min: Math.log10(min), max: Math.log10(max), noNaN: true });
  return exponent.map((digits) => 10 ** digits);
}

const orZero = (arbitrary: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, {
    weight: 2,
    arbitrary,
  });

function workloadOver(pages: number): fc.Arbitrary<Workload> {
  const range = fc.tuple(fc.nat({ max: pages - 1 }), fc.integer({ min: 1, max: pages })).map(([firstPage, count]) => ({
    firstPage,
    pages: Math.min(count, pages - firstPage),
  }));
  const writing = { writesPerSecond: orZero(logarithmic(1, 1e5)) };
  const shared = { ...writing, touchesPerWrite: orZero(fc.constantFrom(1, 2, 5)) };
  const fraction = fc.double({ min: 0.01, max: 1, noNaN: true });
  return range.chain((range) =>
    fc.oneof(
      fc.record({ kind: fc.constant("uniform" as const), ...shared }),
      fc.record({ kind: fc.constant("hot-cold" as const), hotFraction: fraction, hotShare: fraction, ...shared }),
      fc.record({
        kind: fc.constant("power-law" as const),
        exponent: fc.double({ min: 0, max: 4, noNaN: true }),
        ...shared,
      }),
      fc.record({ kind: fc.constant("sequential" as const), ...writing }),
    ).map((part) => ({ ...range, ...part }))
  );
}

const host = {
  copyBytesPerSecond: logarithmic(1e7, 1e10),
  roundSeconds: orZero(logarithmic(1e-5, 0.05)),
  walkSecondsPerPage: orZero(logarithmic(1e-9, 1e-6)),
  dirtyLogReadSeconds: orZero(logarithmic(1e-5, 0.01)),
  dirtyLogReadSecondsPerPage: orZero(logarithmic(1e-9, 1e-6)),
  peekSeconds: fc.option(orZero(logarithmic(1e-5, 0.01)), { nil: null }),
  batchSeconds: orZero(logarithmic(1e-5, 0.01)),
  suspendSeconds: orZero(logarithmic(1e-4, 0.05)),
  resumeSeconds: orZero(logarithmic(1e-4, 0.05)),
  markAbsentSecondsPerPage: orZero(logarithmic(1e-8, 1e-5)),
  faultSeconds: orZero(logarithmic(1e-6, 1e-3)),
};

/** The rules of Xen 4.1 and of later Xen. */
export const XEN: readonly Hypervisor[] = ["xen-4.1", "xen-4.6"];

/** Any scenario of at most 4096 pages, by one of `engines` under the rules of one of `hypervisors`. */
export function anyScenario(
  engines: readonly Engine[] = ["pre-copy", "three-stage", "post-copy", "stop-and-copy"],
  hypervisors: readonly Hypervisor[] = [...XEN, "qemu"],
): fc.Arbitrary<ScenarioInput> {
  const size = fc.oneof(fc.constantFrom(1, 31, 32, 33, 64, 1000, 4096), fc.integer({ min: 1, max: 4096 }));
  return size.chain((pages) =>
    fc.record({
      vm: fc.record({
        memoryBytes: fc.constant(pages * PAGE_BYTES),
        zeroPages: fc.oneof(fc.constant(0), fc.nat({ max: pages })),
        vcpus: fc.integer({ min: 1, max: 4 }),
        stateBytes: orZero(logarithmic(1, 1e6)),
      }),
      workload: fc.array(workloadOver(pages), { maxLength: 3 }),
      source: fc.record(host),
      destination: fc.record(host),
      network: fc.record({
        bandwidthBitsPerSecond: logarithmic(1e7, 1e11),
        latencySeconds: orZero(logarithmic(1e-6, 0.02)),
        queueBytes: orZero(logarithmic(1, 1e6)),
        queueGrownBytes: orZero(logarithmic(1, 1e7)),
        burstBytes: orZero(logarithmic(1, 1e7)),
        otherTrafficShare: fc.constantFrom(0, 0, 0.5),
      }),
      migration: fc.record({
        engine: fc.constantFrom(...engines),
        hypervisor: fc.constantFrom(...hypervisors),
        // A long time limit, because a push of single pages with long pauses may exceed the default limit.
        timeLimitSeconds: fc.constant(1e9),
        maxRounds: fc.constantFrom(1, 5, 29, 100),
        maxBytesPerSecond: fc.oneof(fc.constant(null), logarithmic(1e6, 1e9)),
        batchPages: fc.oneof(fc.constant(1024), fc.integer({ min: 1, max: 100 })),
        detectZeroPages: fc.boolean(),
        pushIntervalSeconds: orZero(logarithmic(1e-5, 0.02)),
        pushPages: fc.constantFrom(1, 7, 64, 1000),
        prepullPages: fc.constantFrom(0, 1, 8, 65),
        faultMovesCursor: fc.boolean(),
        preempt: fc.boolean(),
        downtimeLimitSeconds: orZero(logarithmic(1e-3, 1)),
        autoConverge: fc.boolean(),
        switchDelaySeconds: fc.constantFrom(0, 0, 0.05, 0.3),
      }),
      seed: fc.nat(),
    })
  );
}

/** The events that an observer saw, in order. */
export type Event =
  | { kind: "sent"; pages: number[]; seconds: number }
  | { kind: "cleaned"; dirty: number[]; seconds: number };

/** Simulates under watch. */
export function watch(scenario: ScenarioInput): { result: MigrationResult; events: Event[] } {
  const events: Event[] = [];
  const observer: Observer = {
    sent(word, mask, seconds) {
      const pages = listed(Uint32Array.of(mask)).map((bit) => word * 32 + bit);
      events.push({ kind: "sent", pages, seconds });
    },
    cleaned: (dirty, seconds) => events.push({ kind: "cleaned", dirty: listed(dirty), seconds }),
  };
  return { result: simulate(scenario, { observer }), events };
}

/** Pages of guest memory. */
export function pagesOf(scenario: ScenarioInput): number {
  return scenario.vm!.memoryBytes! / PAGE_BYTES;
}

/** The pages of each pass: those sent before the first dirty-log read, between reads, and after the last one. */
export function passes(events: readonly Event[]): { sent: number[]; dirtyAfter: number[] | null }[] {
  const result: { sent: number[]; dirtyAfter: number[] | null }[] = [{ sent: [], dirtyAfter: null }];
  for (const event of events) {
    const last = result[result.length - 1];
    if (event.kind === "sent") last.sent.push(...event.pages);
    else {
      last.dirtyAfter = event.dirty;
      result.push({ sent: [], dirtyAfter: null });
    }
  }
  return result;
}

/** Whole numbers from 0 to `count` - 1. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
