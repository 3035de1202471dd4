import type { ScenarioInput, Workload } from "../scenario/types.ts";
import { requireRun } from "./parse.ts";
import type { XenRun } from "./types.ts";

const PAGE_BYTES = 4096;

/**
 * Constants of the testbed that the table of measured runs does not contain. All runs share one set.
 *
 * They were read off seven runs, which the table marks with `calibration`. "The quiet runs" are the six paravirtual ones:
 * guests that are idle or migrate over a link without shaping, at a host load below 2.
 */
export const TESTBED = {
  /**
   * Bytes per second that the hosts map, copy, encrypt and decrypt. The first passes of the five quiet runs without shaping
   * took 119.6, 122.0, 130.7, 132.0 and 137.4 us for each page of 4104 bytes; this is the median.
   */
  copyBytesPerSecond: 31.4e6,
  /**
   * The first pass of `idle-256-200` took 174.7 us a page; at 200 Mbit/s the link alone takes 172.0. At 100 Mbit/s, further
   * from the hosts' pace, a page takes the link's 344 us.
   */
  copyVariation: 0.29,
  /**
   * Share of the shaped rate that the stream gets. The shaper counts Ethernet headers, but not preamble and gap. ssh adds
   * 0.2 %: bytes on the link over bytes of the stream, the same in all runs.
   */
  framingEfficiency: 1448 / 1514 / 1.002,
  /**
   * From the end of a pass to the start of the next: median 10.4 ms of the quiet runs. The guest is paused for at most
   * 1.7 ms of this: with memtester (not counted), the median time from the end of a pass until the log has been read.
   */
  roundSeconds: 0.0087,
  dirtyLogReadSeconds: 0.0017,
  /**
   * Cost of examining one bit of the bitmap. Later passes of the idle PVH guest, whose bitmap has 32 times the bits, take
   * some 15 ms longer than those of paravirtual guests.
   */
  walkSecondsPerPage: 1.4e-8,
  /**
   * From the end of the last pass until the guest's programs have stopped. The guest was asked to suspend 3 ms after the
   * pass, and had suspended 90 ms later (medians of the quiet runs). In the uniform runs without shaping, the pages found
   * dirty then show that the program wrote during the first half of this time.
   */
  suspendRequestSeconds: 0.04,
  freezeSeconds: 0.045,
  /** From the suspended guest to the last read of the dirty log: median of the quiet runs. */
  finalReadSeconds: 0.0103,
  /**
   * The rest of the downtime without the last pass: end of the stream, restore at the destination, switchover between the two
   * `xl`, unpause. Median of the quiet runs, which range from 0.32 to 0.72 s.
   */
  resumeSeconds: 0.453,
  /** Bytes of the stream that are not pages, besides 8 for each 512 pages of a paravirtual guest: exact in idle runs. */
  stateBytes: { pv: 12_635, pvh: 72_970 },
  /** Frames that `xl` walks for a PVH guest: up to 4 MiB below 4 GiB. */
  pvhFrames: 1_044_480,
  /**
   * Frames without memory in the range of a paravirtual guest. Xen defers them and lists them again in the last pass
   * (`deferredPages`, two in each run). The second listing, 16 bytes, is not modeled.
   */
  pvUnpopulatedFrames: 2,
  /**
   * Time for a frame without memory. The first pass of the idle PVH guest took 16.88 s, of which 11.27 s went to its 32,768
   * pages at 100 Mbit/s. The rest is divided by the other 1,011,712 frames.
   */
  unpopulatedSecondsPerPage: 5.5e-6,
  /**
   * The kernel's own pages: hot ones, which every read of the log finds, and slow ones, which are written within seconds.
   * Idle guests show 70 to 74 pages after the first pass and 34 to 40 after the second (PVH: 104, then 57 to 64).
   */
  kernelHotPages: { pv: 35, pvh: 59 },
  kernelHotWritesPerPageSecond: 1000,
  kernelSlowPages: { pv: 37, pvh: 45 },
  kernelSlowWritesPerPageSecond: 1,
  /** Pages that suspending dirties, including the hot pages. Idle guests show 208 to 215 at the end (PVH: 322). */
  suspendDirtiedPages: { pv: 210, pvh: 318 },
  /** Where the program's buffer begins, if it fits there. */
  kernelPages: 8000,
  /** Memtester's pages per second: enough for its whole buffer in each pass, as the runs show. Not measured. */
  memtesterPagesPerSecond: 100_000,
  /** Lost time that the program makes up for. The value of the program in the QEMU runs. */
  catchUpSeconds: 0.25,
} as const;

/**
 * Returns the scenario that predicts a measured run of Xen. Only inputs of the run are used; `measured` is not read.
 *
 * @throws {TypeError} if `run` is not a measured run of Xen
 *
 * @example
 * ```ts
 * import { measuredRuns, scenarioOf } from "@pageferry/pageferry/xen";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const [run] = measuredRuns();
 * assertStrictEquals(scenarioOf(run).migration!.hypervisor, "xen-4.6");
 * ```
 */
export function scenarioOf(run: XenRun): ScenarioInput {
  requireRun("make scenario", run);
  const { guest, memoryBytes, linkMbitPerSecond } = run;
  const frames = memoryBytes / PAGE_BYTES;
  const pages = guest === "pv" ? frames - TESTBED.pvUnpopulatedFrames : frames;
  const { copyBytesPerSecond, copyVariation, roundSeconds, dirtyLogReadSeconds, walkSecondsPerPage } = TESTBED;
  const pageTableBytes = guest === "pv" ? 8 * Math.ceil(frames / 512) : 0;
  return {
    preset: "gigabit",
    vm: {
      memoryBytes: pages * PAGE_BYTES,
      stateBytes: TESTBED.stateBytes[guest] + pageTableBytes,
      suspendDirtiedPages: TESTBED.suspendDirtiedPages[guest],
      unpopulatedPages: guest === "pv" ? TESTBED.pvUnpopulatedFrames : Math.max(0, TESTBED.pvhFrames - pages),
    },
    workload: workloadOf(run, pages),
    source: {
      copyBytesPerSecond,
      copyVariation,
      roundSeconds,
      dirtyLogReadSeconds,
      walkSecondsPerPage,
      unpopulatedSecondsPerPage: TESTBED.unpopulatedSecondsPerPage,
      suspendRequestSeconds: TESTBED.suspendRequestSeconds,
      suspendSeconds: TESTBED.freezeSeconds + TESTBED.finalReadSeconds,
    },
    destination: { copyBytesPerSecond, resumeSeconds: TESTBED.resumeSeconds },
    network: {
      // Without shaping the link, a pair of virtual interfaces, is never the bottleneck.
      bandwidthBitsPerSecond: linkMbitPerSecond === null ? 1e10 : linkMbitPerSecond * 1e6,
      framingEfficiency: TESTBED.framingEfficiency,
      latencySeconds: 0,
    },
    migration: { engine: "pre-copy", hypervisor: "xen-4.6" },
  };
}

/** The memory-writing program in its buffer, and the guest's kernel at the bottom of memory. */
function workloadOf({ guest, workload }: XenRun, guestPages: number): Workload[] {
  const hotPages = TESTBED.kernelHotPages[guest];
  const slowPages = TESTBED.kernelSlowPages[guest];
  const kernel: Workload[] = [
    { kind: "uniform", pages: hotPages, writesPerSecond: hotPages * TESTBED.kernelHotWritesPerPageSecond },
    {
      kind: "uniform",
      // Not among the pages that suspending dirties: busy guests show both in the last pass.
      firstPage: TESTBED.suspendDirtiedPages[guest],
      pages: slowPages,
      writesPerSecond: slowPages * TESTBED.kernelSlowWritesPerPageSecond,
    },
  ];
  const { kind, pages, writesPerSecond, hotFraction = 0.1, hotShare = 0.9 } = workload;
  if (kind === "idle" || pages === 0) return kernel;
  const program = {
    firstPage: Math.max(0, Math.min(TESTBED.kernelPages, guestPages - pages)),
    pages: Math.min(pages, guestPages),
    writesPerSecond: writesPerSecond ?? TESTBED.memtesterPagesPerSecond,
    catchUpSeconds: TESTBED.catchUpSeconds,
  };
  if (kind === "uniform") return [{ kind, ...program }, ...kernel];
  if (kind === "hot-cold") return [{ kind, ...program, hotFraction, hotShare }, ...kernel];
  return [{ kind: "sequential", ...program }, ...kernel];
}
