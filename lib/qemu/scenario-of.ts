import { Random } from "../random/random.ts";
import { sliceExtents } from "../scenario/range.ts";
import type { Extent, ScenarioInput, SequentialWorkload, Workload } from "../scenario/types.ts";
import { checkOptions } from "../text/require.ts";
import { type GuestLayout, layoutOf, recordedLayout } from "./guest-layout.ts";
import { requireRun } from "./parse.ts";
import { grownBufferBytes, payloadBytes } from "./send-buffer.ts";
import type { QemuRun } from "./types.ts";

const PAGE_BYTES = 4096;
const PAGES_PER_MIB = 256;

/**
 * Constants of the testbed that the table of measured runs does not contain. All runs share one set.
 *
 * "Chosen on the runs" means that the value was read off the timelines of the runs of `data/qemu-measured.json`, or set by
 * hand while predictions were compared with these runs. The errors that `validate` reports for them are therefore in-sample.
 */
const TESTBED = {
  /**
   * TCP payload per byte that the shaper counts: 1448 of the 1514 bytes of an Ethernet frame. `tc tbf` counts Ethernet
   * headers, but not preamble and gap.
   */
  framingEfficiency: 1448 / 1514,
  /**
   * How often the kernel writes each of the pages that it writes all the time. At 30 writes per second, a page is dirty again
   * after 0.1 s with a probability of 95 %.
   */
  kernelWritesPerPageSecond: 30,
  /**
   * Pages per second that the guest's program writes at full speed, when only the dirty log slows it down: TCG traps the
   * first write to each page. Seen in runs with auto-converge, where each slice of 10 ms dirtied about 4000 pages.
   */
  flatOutPagesPerSecond: 400_000,
  /** Lost time that the program catches up on: `LONGEST_CATCH_UP_SECONDS` of `harness/dirty.c`. */
  catchUpSeconds: 0.25,
  /**
   * Time that the program has run when the migration begins: `SETTLE_SECONDS` of `harness/dirty.c` and the start of the
   * destination. Read off the one run that shows where a sequential writer starts over, the post-copy of 256 MiB.
   */
  readySeconds: 3.3,
  /**
   * From the end of the first pass to the request for post-copy. Chosen on the runs: their polls show post-copy 57 to 78 ms
   * after they show the end of the first pass.
   */
  switchDelaySeconds: 0.06,
  /**
   * The same where the guest was recorded. Read off the bytes of pre-copy in the three-stage runs to tune on, which end 24 to
   * 82 ms earlier than 0.06 s would give, 49 ms on average. The polls come 10 ms apart.
   */
  recordedSwitchDelaySeconds: 0.012,
  /**
   * From the last byte of state to the guest's first touch: the destination loads device state and translates its first
   * code. Read off a three-stage run of 1024 MiB, whose faults come at even distances.
   */
  resumeSeconds: 0.13,
  /**
   * The same where the guest was recorded. Read off the logs of idle guests: they stop for 5.1 ms, 3.7 of which the send
   * buffer of 128 KiB takes, and fault 0.5 ms later.
   */
  recordedResumeSeconds: 0.002,
  /**
   * Longest time that acknowledgements are held up with the guest at the source. Read off the distance of faults in the
   * three-stage runs at 100, 256 and 500 Mbit/s.
   */
  ackStallSeconds: 0.01,
  /**
   * The same after resume: a guest that mostly waits leaves the host's processors free. Read off the distance of faults in
   * the post-copy runs of 1024 MiB and at 256 Mbit/s.
   */
  ackStallResumedSeconds: 0.004,
  /** Time constant of the send queue's growth. Chosen on the runs. */
  queueGrowthSeconds: 1.5,
  /**
   * Bytes in the shaper and on the wire ahead of an urgent page. Read off the shortest waits of the runs with
   * `postcopy-preempt` that recorded faults: 2.15 ms at 500 Mbit/s.
   */
  linkQueueBytes: 128 * 1024,
  /** Bytes of device state. A round number, chosen on the runs. */
  stateBytes: 130_000,
};

/** Version of QEMU where a run does not say. */
const NEWEST_VERSION = 10;
/** CPU share of a program that writes nothing: a share must be above 0. */
const IDLE_CPU_SHARE = 1e-6;
/** CPU share of the idle kernel. Assumed. */
const KERNEL_CPU_SHARE = 0.001;

/** What the workloads of all kinds of program share. */
type Program = Omit<SequentialWorkload, "kind" | "extents"> & { extents: Extent[] };

/** Options of {@linkcode scenarioOf}. */
export interface ScenarioOfOptions {
  /** Name of the boot, which draws where the guest's kernel lies in its memory. Default `""`. */
  boot?: string;
}

/**
 * Returns the scenario that predicts a measured run. It reads only the run's inputs, nothing under `measured`.
 *
 * @param run a run, from `measuredRuns` or `parseQemuRun`
 * @param pagesPerSecond write rate of the guest, `null` for full speed; default: the run's own rate
 * @param options name of the boot, which draws where the guest's kernel lies
 * @throws {TypeError} if `run` or `options` is something else
 *
 * @example
 * ```ts
 * import { measuredRuns, scenarioOf } from "@pageferry/pageferry/qemu";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const [run] = measuredRuns();
 * assertStrictEquals(scenarioOf(run).vm!.memoryBytes, run.totalPages * 4096);
 * ```
 */
export function scenarioOf(
  run: QemuRun,
  pagesPerSecond?: number | null,
  options: ScenarioOfOptions = {},
): ScenarioInput {
  requireRun("make scenario", run);
  checkOptions("make scenario", options, ["boot"]);
  if (pagesPerSecond === undefined) pagesPerSecond = run.workload.pagesPerSecond;
  const { totalPages, zeroPages } = run;
  const size = { totalPages, zeroPages, bufferPages: bufferPagesOf(run) };
  const layout = run.guest ? recordedLayout(run, run.guest) : layoutOf(size, new Random(`${options.boot ?? ""}/boot`));
  return {
    preset: "qemu",
    vm: {
      memoryBytes: totalPages * PAGE_BYTES,
      zeroExtents: layout.zeros,
      vcpus: run.vcpus,
      resumePages: layout.resumePages,
      stateBytes: TESTBED.stateBytes,
    },
    workload: workloadOf(run, pagesPerSecond ?? TESTBED.flatOutPagesPerSecond, layout),
    destination: { resumeSeconds: run.guest ? TESTBED.recordedResumeSeconds : TESTBED.resumeSeconds },
    network: {
      bandwidthBitsPerSecond: run.linkMbitPerSecond * 1e6,
      framingEfficiency: TESTBED.framingEfficiency,
      ...queueOf(run),
    },
    migration: {
      engine: run.engine,
      maxBytesPerSecond: null,
      qemuVersion: Number(/\d+(\.\d+)?/.exec(run.hypervisor)?.[0] ?? NEWEST_VERSION),
      downtimeLimitSeconds: run.downtimeLimitMs / 1000,
      switchDelaySeconds: run.guest ? TESTBED.recordedSwitchDelaySeconds : TESTBED.switchDelaySeconds,
      autoConverge: run.capabilities.includes("auto-converge"),
      syncAwaitsVcpus: run.hypervisor.includes("TCG"),
      preempt: run.capabilities.includes("postcopy-preempt"),
    },
  };
}

function bufferPagesOf({ workload }: QemuRun): number {
  return Math.max(1, Math.round(workload.bufferMiB * PAGES_PER_MIB));
}

/** The queue ahead of the link: the send buffer, of fixed or recorded size, or as Linux enlarges it. */
function queueOf({ engine, linkMbitPerSecond, sendBufferBytes, socket }: QemuRun): ScenarioInput["network"] {
  const { ackStallSeconds, ackStallResumedSeconds, queueGrowthSeconds, linkQueueBytes } = TESTBED;
  const recordedBytes = sendBufferBytes ?? (engine === "three-stage" ? socket?.bufferBytes : undefined);
  if (recordedBytes !== undefined) {
    const queueBytes = payloadBytes(recordedBytes);
    return { queueBytes, queueGrownBytes: queueBytes, queueGrownResumedBytes: 0, linkQueueBytes };
  }
  const bytesPerSecond = linkMbitPerSecond * 1e6 / 8;
  return {
    queueBytes: grownBufferBytes(bytesPerSecond, 0),
    queueGrownBytes: grownBufferBytes(bytesPerSecond, ackStallSeconds),
    queueGrownResumedBytes: grownBufferBytes(bytesPerSecond, ackStallResumedSeconds),
    queueGrowthSeconds,
    ...(socket === undefined ? {} : { linkQueueBytes }),
  };
}

/** The writing program, and the kernel, which keeps writing some pages. */
function workloadOf(run: QemuRun, pagesPerSecond: number, layout: GuestLayout): Workload[] {
  const program = {
    extents: layout.buffer,
    writesPerSecond: pagesPerSecond,
    cpuShare: Math.min(1, Math.max(IDLE_CPU_SHARE, pagesPerSecond / TESTBED.flatOutPagesPerSecond)),
    catchUpSeconds: TESTBED.catchUpSeconds,
  };
  return [
    ...programOf(run, program),
    ...kernelOf(layout.kernelWritten, TESTBED.kernelWritesPerPageSecond),
    ...kernelOf(layout.kernelWrittenSlowly ?? [], 1),
  ];
}

/** The kernel as a workload that writes each of some pages at a rate; nothing without pages. */
function kernelOf(extents: Extent[], writesPerPageSecond: number): Workload[] {
  const pages = extents.reduce((sum, { pages }) => sum + pages, 0);
  if (pages === 0) return [];
  return [{
    kind: "uniform",
    extents,
    writesPerSecond: pages * writesPerPageSecond,
    touchesPerWrite: 1,
    cpuShare: KERNEL_CPU_SHARE,
    catchUpSeconds: TESTBED.catchUpSeconds,
  }];
}

function programOf(run: QemuRun, program: Program): Workload[] {
  const { kind, hotFraction = 0.1, hotShare = 0.9 } = run.workload;
  if (kind === "uniform") return [{ kind, ...program, touchesPerWrite: 1 }];
  if (kind === "hot-cold") return [{ kind, ...program, touchesPerWrite: 1, hotFraction, hotShare }];
  // Only of this project's program is it known when it began.
  if (kind === "memtester") return [{ kind: "sequential", ...program }];
  const nextPages = run.guest?.nextPages;
  if (nextPages !== undefined) {
    return nextPages.map((page, i) => writerOf(run, program, { page, i, of: nextPages.length }));
  }
  const written = Math.floor(TESTBED.readySeconds * program.writesPerSecond);
  return [{ kind, ...program, startPage: written % bufferPagesOf(run) }];
}

/** One of several sequential writers. Each sweeps its own part of the buffer, at its share of the rate. */
function writerOf(run: QemuRun, program: Program, { page, i, of }: { page: number; i: number; of: number }): Workload {
  const bufferPages = bufferPagesOf(run);
  const [from, to] = [i, i + 1].map((part) => Math.floor(bufferPages * part / of));
  const ranges = program.extents.map(({ firstPage, pages }) => ({ from: firstPage, to: firstPage + pages }));
  const extents = sliceExtents(ranges, from, to).map(({ from, to }) => ({ firstPage: from, pages: to - from }));
  return {
    kind: "sequential",
    ...program,
    extents,
    writesPerSecond: program.writesPerSecond / of,
    startPage: page - from,
  };
}
