import { BitmapPool } from "../../bitmap/pool.ts";
import { clearRange, fillRange } from "../../bitmap/range.ts";
import { popCount } from "../../bitmap/word.ts";
import { Random } from "../../random/random.ts";
import { goodputBytesPerSecond } from "../link/goodput.ts";
import { pathBytesPerSecond, sendRateOf } from "../link/send-rate.ts";
import { slowStartSeconds, tcpBytesPerSecond } from "../link/tcp.ts";
import { WIRE_FORMATS, type WireFormat } from "../../scenario/hypervisors.ts";
import type { LinkChange, Network, Scenario } from "../../scenario/types.ts";
import { createGuest, type Guest } from "../guest/guest.ts";
import { extentsOf, zeroExtentsOf } from "../../scenario/range.ts";
import { writesPerSecondOf } from "../../scenario/write-rate.ts";
import { scenarioWarnings } from "../../scenario/warnings.ts";
import { VERSION } from "../../text/version.ts";
import { type Pace, paceOf } from "../guest/pace.ts";
import { timeLimitOf } from "./time-limit.ts";
import { createPipeline, type Pipeline } from "../link/pipeline.ts";
import { type Throttle, throttledGuestSeconds } from "../guest/throttle.ts";
import type { Steps } from "./steps.ts";
import type { MigrationResult, Observer, Phase, Verdict } from "./result.ts";

/** The state of a migration under way: the scenario, the guest, the clocks and the result so far. */
export interface Run {
  readonly scenario: Scenario;
  readonly observer: Observer;
  /** Pages of guest memory. */
  readonly pages: number;
  /** Bitmaps over the pages of guest memory come from here. */
  readonly pool: BitmapPool;
  readonly guest: Guest;
  readonly random: Random;
  readonly wire: WireFormat;
  /** Bytes per second at which pages move while the guest runs at the source, cap included. */
  liveBytesPerSecond: number;
  /** The same without the cap: the guest is stopped, or at the destination. */
  freeBytesPerSecond: number;
  /** The network as it is now. */
  network: Network;
  /** Whether the link carries nothing now. */
  linkIsDown: boolean;
  /** The changes of the link that are known and to come, in order. */
  readonly changes: RunChange[];
  /** Whether the connection holds. Without it nothing is sent. */
  connected: boolean;
  /** After these changes the link is known to stay as it is up to this time. */
  knownSeconds: number;
  /** The link stays as it is up to this time: that of the next change, or `knownSeconds`. */
  linkUntilSeconds: number;
  /** Tells the post-copy phase that the link has changed: when, and how much longer a byte takes now. */
  linkChanged: ((seconds: number, slowdown: number, reconnected: boolean) => void) | null;
  /** How many pages the destination lacks in the post-copy phase. */
  missingPages: (() => number) | null;
  /** Whether others share the link, who need to know the demand. */
  readonly sharesLink: boolean;
  /** Payload bytes per second that the migration could use at most. */
  demandBytesPerSecond: number;
  /** When an unfinished migration is abandoned. */
  readonly timeLimitSeconds: number;
  /** Pages that hold only zeros; `null` if such pages are not detected. */
  readonly zero: Uint32Array | null;
  /** Seconds since the migration began. */
  seconds: number;
  /** Seconds of guest time since then. Guest time stops while the guest is stopped and slows while it is throttled. */
  guestSeconds: number;
  /** The throttle on the guest's virtual CPUs at the source, if any. */
  throttle: Throttle | null;
  /** How the guest catches up on lost time. */
  readonly pace: Pace;
  /** Time that the stream has lost to TCP's slow start. */
  slowStartSeconds: number;
  /** The path of the pages. */
  readonly pipeline: Pipeline;
  /** The result so far. */
  readonly result: MigrationResult;
  /** The phase under way: its pages and bytes are those sent before it. */
  phase: Phase | null;
  /** The round under way. */
  round: RoundStart | null;
}

/** A change of the link in which the connection may break, or be made anew. */
export interface RunChange extends LinkChange {
  connected?: boolean;
}

/** When a round began, and how much had been sent by then. */
export interface RoundStart {
  readonly seconds: number;
  readonly pages: number;
  readonly bytes: number;
}

/** What a simulation takes besides its scenario. */
export interface RunOptions {
  /** Watches the migration. */
  observer?: Observer;
  /**
   * Provides the bitmaps. To simulate many scenarios in a row, pass the same pool each time: every simulation takes all of
   * its bitmaps back. Default: a pool of its own.
   */
  pool?: BitmapPool;
  /** Adds the complete scenario to the result. Default `false`. */
  keepScenario?: boolean;
  /**
   * The migration shares its link: it begins with a link of no known future, and says what it could use of it. Default
   * `false`.
   */
  sharesLink?: boolean;
  /** Sentences to add to the result's warnings, about the caller's own fields. */
  warnings?: readonly string[];
}

/** Begins a migration of a complete, checked scenario. */
export function beginRun(scenario: Scenario, options: RunOptions = {}): Run {
  const { observer = {}, pool = new BitmapPool(), keepScenario = false, sharesLink = false } = options;
  const warnings = [...scenarioWarnings(scenario), ...(options.warnings ?? [])];
  const { vm, migration, network } = scenario;
  const knownSeconds = sharesLink ? 0 : Infinity;
  const pages = vm.memoryBytes / vm.pageBytes;
  pool.reset();
  const random = new Random(`${scenario.seed}`);
  const freeBytesPerSecond = pathBytesPerSecond(scenario);
  const liveBytesPerSecond = Math.min(freeBytesPerSecond, migration.maxBytesPerSecond ?? Infinity);
  return {
    scenario,
    observer,
    pages,
    pool,
    guest: createGuest(vm, scenario.workload, random),
    random,
    wire: WIRE_FORMATS[migration.hypervisor],
    liveBytesPerSecond,
    freeBytesPerSecond,
    network,
    linkIsDown: false,
    changes: [...network.changes],
    knownSeconds,
    linkUntilSeconds: network.changes.length > 0 ? network.changes[0].seconds : knownSeconds,
    linkChanged: null,
    missingPages: null,
    connected: true,
    sharesLink,
    demandBytesPerSecond: 0,
    timeLimitSeconds: hardLimitOf(scenario) ?? defaultTimeLimit(scenario),
    zero: zeroPagesOf(scenario, pool),
    seconds: 0,
    guestSeconds: 0,
    throttle: null,
    pace: paceOf(scenario.workload),
    slowStartSeconds: 0,
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
      ...(vm.vcpus > 1 ? { vcpus: vm.vcpus } : {}),
      phases: [],
      timeline: [{ seconds: 0, remainingPages: pages }],
      rate: sendRateOf(scenario),
      seed: scenario.seed,
      version: VERSION,
      ...(warnings.length > 0 ? { warnings } : {}),
      ...(keepScenario ? { scenario } : {}),
    },
    phase: null,
    round: null,
  };
}

/** Ten passes over memory without the cap, or three with it, at the slowest rate of the link, and the times it is down. */
export function defaultTimeLimit(scenario: Scenario): number {
  const { vm: { memoryBytes }, migration: { maxBytesPerSecond }, network } = scenario;
  let slowest = { ...network };
  let downSeconds = 0;
  let { bandwidthBitsPerSecond, otherTrafficShare } = network;
  network.changes.forEach(({ seconds, ...change }, i) => {
    ({ bandwidthBitsPerSecond, otherTrafficShare = otherTrafficShare } = change);
    const changed = { ...network, bandwidthBitsPerSecond, otherTrafficShare };
    if (bandwidthBitsPerSecond === 0) downSeconds += (network.changes[i + 1]?.seconds ?? seconds) - seconds;
    else if (goodputBytesPerSecond(changed) < goodputBytesPerSecond(slowest)) slowest = changed;
  });
  const free = pathBytesPerSecond({ ...scenario, network: slowest });
  const live = Math.min(free, maxBytesPerSecond ?? Infinity);
  return Math.max(60, 10 * memoryBytes / free, 3 * memoryBytes / live) + downSeconds;
}

/** When a migration is abandoned: at its time limit, or never if the limit only pauses the guest or switches to post-copy. */
function hardLimitOf(scenario: Scenario): number | null {
  const limit = timeLimitOf(scenario);
  const { hypervisor, engine, timeLimitAction } = scenario.migration;
  const acts = hypervisor === "qemu" && engine !== "post-copy" && timeLimitAction !== "abort";
  return limit === null || !acts ? limit : Infinity;
}

/** The zero pages of the VM except those that its workload writes; `null` if there are none or they are not detected. */
function zeroPagesOf({ vm, workload, migration }: Scenario, pool: BitmapPool): Uint32Array | null {
  const extents = zeroExtentsOf(vm);
  if (!migration.detectZeroPages || extents.length === 0) return null;
  const zero = pool.take(vm.memoryBytes / vm.pageBytes);
  for (const { from, to } of extents) fillRange(zero, from, to);
  for (const part of workload) {
    if (writesPerSecondOf(part) === 0) continue;
    for (const written of extentsOf(part, vm)) clearRange(zero, written.from, written.to);
  }
  return zero;
}

/** An empty set of pages. */
export function emptySet(run: Run): Uint32Array {
  return run.pool.take(run.pages);
}

/** The set of all pages of guest memory. */
export function allPages(run: Run): Uint32Array {
  const all = run.pool.take(run.pages);
  fillRange(all, 0, run.pages);
  return all;
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

/** Whether the migration has reached its time limit. */
export function timeIsUp(run: Run): boolean {
  return run.seconds >= run.timeLimitSeconds;
}

/** Lets time pass before the guest leaves the source, at most up to the time limit. The guest is paused in `passStopped`. */
export function passUntilLimit(run: Run, seconds: number, pass = passRunning): void {
  const left = run.timeLimitSeconds - run.seconds;
  if (seconds < left) return pass(run, seconds);
  pass(run, Math.max(0, left));
  // The sum can be rounded to a value below the limit.
  run.seconds = Math.max(run.seconds, run.timeLimitSeconds);
}

/** Time that slow start costs a stream which has then sent `bytes` at `bytesPerSecond`, beyond what it has cost so far. */
export function slowStart(run: Run, bytes: number, bytesPerSecond: number): number {
  const total = slowStartSeconds(run.scenario.network, bytesPerSecond, bytes);
  const seconds = Math.max(0, total - run.slowStartSeconds);
  run.slowStartSeconds += seconds;
  return seconds;
}

/** Adds pages sent to the result. Returns their bytes on the wire without any batch header. */
export function recordPages(run: Run, normal: number, zero: number): number {
  const { wire, result } = run;
  const bytes = normal * (wire.pageHeaderBytes + run.scenario.vm.pageBytes) + zero * wire.zeroPageBytes;
  result.pagesTransferred += normal;
  result.zeroPagesTransferred += zero;
  result.bytesTransferred += bytes;
  return bytes;
}

/** How many of the pages in `mask` of `word` are zero pages. */
export function zerosIn(run: Run, word: number, mask: number): number {
  return run.zero === null ? 0 : popCount(run.zero[word] & mask);
}

/**
 * The mean of the bytes that the source's copy rate is charged for a page, if `zeros` of `pages` are zero pages: a zero page
 * costs the time to look at it.
 */
export function hostBytesPerPage({ scenario: { vm, source }, pipeline }: Run, pages: number, zeros: number): number {
  if (zeros === 0) return vm.pageBytes;
  const zeroBytes = source.zeroPageSeconds / pipeline.hostSecondsPerByte;
  return ((pages - zeros) * vm.pageBytes + zeros * zeroBytes) / pages;
}

/** The time that the source takes to read `pages` pages, `zeros` of them zero pages. */
export function hostSeconds(run: Run, pages: number, zeros: number): number {
  return pages === 0 ? 0 : pages * hostBytesPerPage(run, pages, zeros) * run.pipeline.hostSecondsPerByte;
}

/** Bytes per second that the migration could use at most if the link were infinitely fast, and without the cap. */
export function freeDemand({ scenario: { source, destination }, network }: Run): number {
  return Math.min(source.copyBytesPerSecond, destination.copyBytesPerSecond, tcpBytesPerSecond(network, Infinity));
}

/** The same while the guest runs at the source, where the cap applies. */
export function liveDemand(run: Run): number {
  return Math.min(freeDemand(run), run.scenario.migration.maxBytesPerSecond ?? Infinity);
}

/** Runs `body` as one phase: the time, pages and bytes of `body` are those of the phase. */
export function phase<T>(run: Run, name: Phase["name"], guest: Phase["guest"], body: () => T): T {
  beginPhase(run, name, guest);
  const value = body();
  endPhase(run);
  return value;
}

/** The same for a body that may have to wait for its link. */
export function* phaseInSteps<T>(
  run: Run,
  name: Phase["name"],
  guest: Phase["guest"],
  body: () => Steps<T>,
): Steps<T> {
  beginPhase(run, name, guest);
  const value = yield* body();
  endPhase(run);
  return value;
}

function beginPhase(run: Run, name: Phase["name"], guest: Phase["guest"]): void {
  const { result: { pagesTransferred: pages, bytesTransferred: bytes }, seconds: startSeconds } = run;
  run.observer.phase?.(name, guest, startSeconds);
  run.phase = { name, guest, startSeconds, seconds: 0, pages, bytes };
}

/** Adds the phase under way to the result. */
export function endPhase(run: Run): void {
  const { phase, result } = run;
  if (phase === null) return;
  phase.seconds = run.seconds - phase.startSeconds;
  phase.pages = result.pagesTransferred - phase.pages;
  phase.bytes = result.bytesTransferred - phase.bytes;
  result.phases.push(phase);
  run.phase = null;
}

/** Adds a point at the current time to the remaining-pages curve. */
export function recordRemaining(run: Run, remainingPages: number): void {
  run.result.timeline.push({ seconds: run.seconds, remainingPages });
}

/** Completes the result. */
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
