import type { ScenarioInput, SequentialWorkload, Workload } from "../scenario/types.ts";
import { sendBufferBytes } from "./send-buffer.ts";
import { requireRun } from "./parse.ts";
import type { QemuRun, QemuWorkload } from "./types.ts";

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
   * Pages at the bottom of memory that hold the kernel image, page tables and initramfs. A round number (31 MiB), chosen
   * on the runs.
   */
  kernelPages: 8000,
  /**
   * Pages that the kernel takes from the top of memory at boot; the unused pages lie below them. A round number (9 MiB),
   * chosen on the runs.
   */
  topPages: 2300,
  /** How often the kernel touches its own pages, most touches on few pages. Chosen on the runs with post-copy. */
  kernelTouchesPerSecond: 1000,
  /** How often the kernel writes to them. Assumed, as a low rate. */
  kernelWritesPerSecond: 1,
  /**
   * Kernel pages that are written between any two reads of the dirty log, and the writes to each. Chosen on the runs: with
   * 25 pages the 90th percentile of the error of total time fell from 1.9 % to 1.5 %. At 30 writes per second, a page is
   * dirty again after 0.1 s with a probability of 95 %.
   */
  kernelHotPages: 25,
  kernelHotWritesPerPageSecond: 30,
  /**
   * Pages per second that the guest's program writes at full speed, when only the dirty log slows it down: TCG traps the
   * first write to each page. Seen in runs with auto-converge, where each slice of 10 ms dirtied about 4000 pages.
   */
  flatOutPagesPerSecond: 400_000,
  /** Lost time that the program catches up on: `LONGEST_CATCH_UP_SECONDS` of `harness/dirty.c`. */
  catchUpSeconds: 0.25,
  /** From the end of the first pass to the request for post-copy; the harness polls QEMU. Chosen on the runs. */
  switchDelaySeconds: 0.05,
  /** Longest time that acknowledgements are held up during bulk transfer. Chosen on the runs; see `send-buffer.ts`. */
  ackStallSeconds: 0.008,
  /** Time until the send queue has grown to its final size. Chosen on the runs. */
  queueGrowthSeconds: 0.8,
  /** Bytes of device state. A round number, chosen on the runs. */
  stateBytes: 130_000,
};

/** CPU share of a program that writes nothing: a share must be above 0. */
const IDLE_CPU_SHARE = 1e-6;
/** CPU share of the idle kernel. Assumed. */
const KERNEL_CPU_SHARE = 0.001;

/**
 * Returns the scenario that predicts a measured run. It reads only the run's inputs, nothing under `measured`.
 *
 * @param run a run, from `measuredRuns` or `parseQemuRun`
 * @param pagesPerSecond write rate of the guest, `null` for full speed; default: the run's own rate
 * @throws {TypeError} if `run` is something else
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
export function scenarioOf(run: QemuRun, pagesPerSecond?: number | null): ScenarioInput {
  requireRun("make scenario", run);
  if (pagesPerSecond === undefined) pagesPerSecond = run.workload.pagesPerSecond;
  const zeroFirstPage = Math.max(0, run.totalPages - TESTBED.topPages - run.zeroPages);
  const linkBytesPerSecond = run.linkMbitPerSecond * 1e6 / 8;
  return {
    preset: "qemu",
    vm: {
      memoryBytes: run.totalPages * PAGE_BYTES,
      zeroPages: run.zeroPages,
      zeroFirstPage,
      vcpus: run.vcpus,
      stateBytes: TESTBED.stateBytes,
    },
    workload: workloadOf(run, pagesPerSecond ?? TESTBED.flatOutPagesPerSecond, zeroFirstPage),
    network: {
      bandwidthBitsPerSecond: run.linkMbitPerSecond * 1e6,
      framingEfficiency: TESTBED.framingEfficiency,
      queueBytes: sendBufferBytes(linkBytesPerSecond, 0),
      queueGrownBytes: sendBufferBytes(linkBytesPerSecond, TESTBED.ackStallSeconds),
      queueGrowthSeconds: TESTBED.queueGrowthSeconds,
    },
    migration: {
      engine: run.engine,
      maxBytesPerSecond: null,
      downtimeLimitSeconds: run.downtimeLimitMs / 1000,
      switchDelaySeconds: TESTBED.switchDelaySeconds,
      autoConverge: run.capabilities.includes("auto-converge"),
      syncAwaitsVcpus: run.hypervisor.includes("TCG"),
      preempt: run.capabilities.includes("postcopy-preempt"),
    },
  };
}

/** The writing program, whose buffer lies just above the kernel, and the kernel. */
function workloadOf({ workload, totalPages }: QemuRun, pagesPerSecond: number, zeroFirstPage: number): Workload[] {
  const pages = Math.max(1, Math.round(workload.bufferMiB * PAGES_PER_MIB));
  const firstPage = Math.max(0, Math.min(TESTBED.kernelPages, zeroFirstPage - pages));
  const program = {
    firstPage,
    pages,
    writesPerSecond: pagesPerSecond,
    cpuShare: Math.min(1, Math.max(IDLE_CPU_SHARE, pagesPerSecond / TESTBED.flatOutPagesPerSecond)),
    catchUpSeconds: TESTBED.catchUpSeconds,
  };
  return [programOf(workload, program), ...kernelWorkload(totalPages)];
}

function programOf(workload: QemuWorkload, program: Omit<SequentialWorkload, "kind">): Workload {
  if (workload.kind === "uniform") return { kind: "uniform", ...program, touchesPerWrite: 1 };
  if (workload.kind !== "hot-cold") return { kind: "sequential", ...program };
  const { hotFraction = 0.1, hotShare = 0.9 } = workload;
  return { kind: "hot-cold", ...program, touchesPerWrite: 1, hotFraction, hotShare };
}

/** The kernel's touches of its own pages, and the few pages that it keeps writing. */
function kernelWorkload(totalPages: number): Workload[] {
  const share = { firstPage: 0, cpuShare: KERNEL_CPU_SHARE, catchUpSeconds: TESTBED.catchUpSeconds };
  const hotPages = Math.min(TESTBED.kernelHotPages, totalPages);
  return [
    {
      kind: "power-law",
      exponent: 1,
      pages: Math.min(TESTBED.kernelPages, totalPages),
      writesPerSecond: TESTBED.kernelWritesPerSecond,
      touchesPerWrite: TESTBED.kernelTouchesPerSecond / TESTBED.kernelWritesPerSecond,
      ...share,
    },
    {
      kind: "uniform",
      pages: hotPages,
      writesPerSecond: hotPages * TESTBED.kernelHotWritesPerPageSecond,
      touchesPerWrite: 1,
      ...share,
    },
  ];
}
