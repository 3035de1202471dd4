import type { ScenarioInput, SequentialWorkload, Workload } from "../scenario/types.ts";
import { sendBufferBytes } from "./send-buffer.ts";
import type { QemuRun, QemuWorkload } from "./types.ts";

const PAGE_BYTES = 4096;
const PAGES_PER_MIB = 256;

/**
 * What all measured runs have in common and their table does not say: one set of constants for all of them, each read off
 * the runs' timelines or known of the programs involved.
 */
const TESTBED = {
  /** Share of the shaped rate that TCP payload gets: tbf counts Ethernet headers, but neither preamble nor gap. */
  framingEfficiency: 1448 / 1514,
  /** Pages of kernel image, page tables and initramfs, at the bottom of memory. */
  kernelPages: 8000,
  /** Pages that the kernel took from the top of memory at boot; below them lie the pages that nobody has used. */
  topPages: 2300,
  /** How often the kernel touches its own pages, few of them most of the time, and how often it writes to them. */
  kernelTouchesPerSecond: 1000,
  /** Kernel pages that are written between any two readings of the dirty log: what these find beyond the program's pages. */
  kernelHotPages: 25,
  kernelHotWritesPerPageSecond: 30,
  kernelWritesPerSecond: 1,
  /**
   * Pages that the dirtying program writes per second when nothing holds it but the dirty log, whose first write to a page
   * the translator traps: throttled to slices of 10 ms, it was seen to dirty some 4000 pages in each.
   */
  flatOutPagesPerSecond: 400_000,
  /** Lost time that it makes good. */
  catchUpSeconds: 0.25,
  /** The runs' state was polled; from the end of the first pass until the switch was asked for. */
  switchDelaySeconds: 0.05,
  /** How long acknowledgements are held up at most while memory is sent in bulk, and how soon that has happened. */
  ackStallSeconds: 0.008,
  queueGrowthSeconds: 0.8,
  /** Devices' state. */
  stateBytes: 130_000,
};

/** CPU that even a program takes that writes nothing. */
const IDLE_CPU_SHARE = 1e-6;

/**
 * The scenario that predicts a measured run, from the run's inputs alone: nothing under `measured` is read.
 *
 * @param pagesPerSecond the rate at which the guest wrote; by default the run's own
 */
export function scenarioOf(run: QemuRun, pagesPerSecond: number | null = run.workload.pagesPerSecond): ScenarioInput {
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

/** The dirtying program in its buffer, just above the kernel, and the kernel itself. */
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

/** The kernel: it touches its pages, few of them most of the time, and keeps writing a handful. */
function kernelWorkload(totalPages: number): Workload[] {
  const share = { firstPage: 0, cpuShare: 0.001, catchUpSeconds: TESTBED.catchUpSeconds };
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
