import { clearRange } from "../../bitmap/clear-range.ts";
import type { CreateBitmap } from "../../bitmap/wasm/arena.ts";
import { createBitmap } from "../../bitmap/create.ts";
import { fillRange } from "../../bitmap/fill-range.ts";
import { popCount } from "../../bitmap/pop-count.ts";
import { Random } from "../../random/random.ts";
import { goodputBytesPerSecond } from "../link/goodput.ts";
import { jointBytesPerSecond } from "../link/joint-rate.ts";
import { WIRE_FORMATS, type WireFormat } from "../link/wire.ts";
import type { Scenario } from "../../scenario/types.ts";
import { createGuest, type Guest } from "../guest/guest.ts";
import { rangeOf, zeroRange } from "../../scenario/range.ts";
import { type Pace, paceOf } from "../guest/pace.ts";
import { createPipeline, type Pipeline } from "../link/pipeline.ts";
import { type Throttle, throttledGuestSeconds } from "../guest/throttle.ts";
import type { MigrationResult, Observer, Phase, Verdict } from "./result.ts";

/** A migration under way: the scenario, its guest, the clocks and the books. */
export interface Run {
  readonly scenario: Scenario;
  readonly observer: Observer;
  /** Pages of guest memory. */
  readonly pages: number;
  /** Makes an empty set of all pages, where the kernels reach it if they can. */
  readonly createSet: () => Uint32Array;
  readonly guest: Guest;
  readonly random: Random;
  readonly wire: WireFormat;
  /** Bytes per second at which pages move with the guest at the source, cap included. */
  readonly liveBytesPerSecond: number;
  /** The same without the cap: the guest is stopped, or at the destination. */
  readonly freeBytesPerSecond: number;
  /** When a migration that has not finished is given up. */
  readonly timeLimitSeconds: number;
  /** Pages that hold only zeros; `null` where such pages are not detected. */
  readonly zero: Uint32Array | null;
  /** Seconds since the migration began. */
  seconds: number;
  /** Seconds of guest time since then: it stands still while the guest does, and crawls while it is throttled. */
  guestSeconds: number;
  /** The throttle on the guest's virtual CPUs at the source, if there is one. */
  throttle: Throttle | null;
  /** How the guest's writing keeps its pace. */
  readonly pace: Pace;
  /** The way of the pages. */
  readonly pipeline: Pipeline;
  /** The result as it grows. */
  readonly result: MigrationResult;
}

/** Begins a migration of a complete, checked scenario. */
export function beginRun(scenario: Scenario, observer: Observer = {}, create: CreateBitmap = createBitmap): Run {
  const { vm, migration, source, destination, network } = scenario;
  const pages = vm.memoryBytes / vm.pageBytes;
  const random = new Random(`${scenario.seed}`);
  const freeBytesPerSecond = jointBytesPerSecond(
    Math.min(source.copyBytesPerSecond, destination.copyBytesPerSecond),
    goodputBytesPerSecond(network),
    source.copyVariation,
  );
  const liveBytesPerSecond = Math.min(freeBytesPerSecond, migration.maxBytesPerSecond ?? Infinity);
  return {
    scenario,
    observer,
    pages,
    createSet: () => create(pages),
    guest: createGuest(vm, scenario.workload, random),
    random,
    wire: WIRE_FORMATS[migration.hypervisor],
    liveBytesPerSecond,
    freeBytesPerSecond,
    timeLimitSeconds: migration.timeLimitSeconds ??
      Math.max(60, 10 * vm.memoryBytes / liveBytesPerSecond),
    zero: zeroPagesOf(scenario),
    seconds: 0,
    guestSeconds: 0,
    throttle: null,
    pace: paceOf(scenario.workload),
    pipeline: createPipeline(scenario),
    result: {
      engine: migration.engine,
      hypervisor: migration.hypervisor,
      verdict: "converged",
      totalSeconds: 0,
      downtimeSeconds: 0,
      pagesTransferred: 0,
      zeroPagesTransferred: 0,
      bytesTransferred: 0,
      rounds: [],
      demandFaults: 0,
      stallSeconds: 0,
      phases: [],
      timeline: [{ seconds: 0, remainingPages: pages }],
    },
  };
}

/** The zero pages, if the hypervisor detects them: those of the VM but for what its workload writes. */
function zeroPagesOf({ vm, workload, migration }: Scenario): Uint32Array | null {
  if (!migration.detectZeroPages || vm.zeroPages === 0) return null;
  const zero = createBitmap(vm.memoryBytes / vm.pageBytes);
  const { from, to } = zeroRange(vm);
  fillRange(zero, from, to);
  for (const part of workload) {
    if (part.writesPerSecond === 0) continue;
    const written = rangeOf(part, vm);
    clearRange(zero, written.from, written.to);
  }
  return zero;
}

/** Lets time pass with the guest running. */
export function passRunning(run: Run, seconds: number): void {
  const { throttle } = run;
  const from = run.seconds;
  run.seconds += seconds;
  run.guestSeconds += throttle === null
    ? seconds
    : throttledGuestSeconds(throttle, run.seconds) - throttledGuestSeconds(throttle, from);
}

/** Lets time pass with the guest paused or stopped. */
export function passStopped(run: Run, seconds: number): void {
  run.seconds += seconds;
}

/** Books pages as sent now, and returns their bytes on the wire without any batch header. */
export function bookPages(run: Run, normal: number, zero: number): number {
  const { wire, result } = run;
  const bytes = normal * (wire.pageHeaderBytes + run.scenario.vm.pageBytes) + zero * wire.zeroPageBytes;
  result.pagesTransferred += normal;
  result.zeroPagesTransferred += zero;
  result.bytesTransferred += bytes;
  return bytes;
}

/** Of the pages in `mask` of `word`, how many are zero pages. */
export function zeroesIn(run: Run, word: number, mask: number): number {
  return run.zero === null ? 0 : popCount(run.zero[word] & mask);
}

/** Runs `body` as one phase: what passes and is sent meanwhile is its length, pages and bytes. */
export function phase<T>(run: Run, name: Phase["name"], guest: Phase["guest"], body: () => T): T {
  const { result, seconds: startSeconds } = run;
  const { pagesTransferred, bytesTransferred } = result;
  const value = body();
  result.phases.push({
    name,
    guest,
    startSeconds,
    seconds: run.seconds - startSeconds,
    pages: result.pagesTransferred - pagesTransferred,
    bytes: result.bytesTransferred - bytesTransferred,
  });
  return value;
}

/** Puts the present point on the remaining-pages curve. */
export function plotRemaining(run: Run, remainingPages: number): void {
  run.result.timeline.push({ seconds: run.seconds, remainingPages });
}

/** Closes the books. */
export function endRun(run: Run, verdict: Verdict): MigrationResult {
  const { result } = run;
  result.verdict = verdict;
  result.totalSeconds = run.seconds;
  const stopped = result.phases.filter((phase) => phase.guest === "nowhere");
  const downtimeSeconds = stopped.reduce((sum, phase) => sum + phase.seconds, 0);
  const resumed = verdict !== "diverged" || result.phases.some((phase) => phase.guest === "destination");
  result.downtimeSeconds = resumed ? downtimeSeconds : null;
  return result;
}
