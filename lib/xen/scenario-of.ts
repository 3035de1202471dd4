import type { ScenarioInput, Workload } from "../scenario/types.ts";
import type { XenRun } from "./types.ts";

const PAGE_BYTES = 4096;

/**
 * Constants of the testbed: one set for all runs.
 *
 * "The six quiet runs" are those of idle guests and those without shaping at a host load below 2: `idle-256-free`,
 * `idle-128-free-r3`, `idle-512-free-r2`, `idle-256-200`, `uni-256-free-mid`, `uni-256-free-mid-r2`.
 */
export const XEN_TESTBED = {
  /**
   * Bytes that the hosts map, copy, encrypt and decrypt per second: first pass of the five quiet runs without shaping,
   * 119.6, 122.0, 130.7, 132.0 and 137.4 us a page of 4104 bytes; the median.
   */
  copyBytesPerSecond: 31.4e6,
  /**
   * At 200 Mbit/s the first pass of `idle-256-200` took 174.7 us a page where the link alone takes 172.0. (At 100 Mbit/s,
   * further from the hosts' pace, it is the link's 344.)
   */
  copyVariation: 0.29,
  /**
   * Share of the shaped rate that the stream gets. The shaper counts Ethernet's headers, but neither preamble nor gap; ssh
   * adds 0.2 % (bytes on the link over bytes of the stream, the same in all runs).
   */
  framingEfficiency: 1448 / 1514 / 1.002,
  /**
   * From the end of a pass to the start of the next: median 10.4 ms of the six quiet runs. Of these the guest is paused
   * some 1.7 ms at most: while memtester runs (not counted), that is the median from the end of a pass to its answer.
   */
  roundSeconds: 0.0087,
  dirtyLogReadSeconds: 0.0017,
  /**
   * Cost of looking at one bit of the bitmap: later passes of the idle PVH guest, whose bitmap has 32 times the bits, take
   * some 15 ms longer than those of PV guests.
   */
  walkSecondsPerPage: 1.4e-8,
  /**
   * From the end of the last pass the guest runs on until its programs are frozen. The suspend was requested 3 ms after the
   * pass and answered after 90 ms (medians of the six quiet runs). The pages that the unshaped uniform runs found dirty then
   * say that the program wrote during the first half of it.
   */
  suspendRequestSeconds: 0.04,
  freezeSeconds: 0.045,
  /** From the guest suspended to the dirty log read for the last time: median of the six quiet runs. */
  finalReadSeconds: 0.0103,
  /**
   * The rest of the downtime but the last pass: end of the stream, restore at the destination, hand-over between both `xl`,
   * unpause. Median of the six quiet runs, of which single ones lie from 0.32 to 0.72 s.
   */
  resumeSeconds: 0.453,
  /** Bytes of the stream that are not pages, besides 8 for each 512 pages of a PV guest: exact in idle runs. */
  stateBytes: { pv: 12_635, pvh: 72_970 },
  /** The frames that `xl` walks for a PVH guest: up to 4 MiB below 4 GiB. */
  pvhFrames: 1_044_480,
  /**
   * Frames of a PV guest, among those of its memory, that hold none. Xen defers them and lists them once more in the last
   * pass (`deferredPages`, two in each run; that second time is not modeled).
   */
  pvUnpopulatedFrames: 2,
  /**
   * Seconds that a frame without memory takes: first pass of the idle PVH guest, 16.88 s, less the 11.27 s of its 32,768
   * pages at 100 Mbit/s, over the other 1,011,712 frames.
   */
  unpopulatedSecondsPerPage: 5.5e-6,
  /**
   * The kernel's own pages: hot ones, found by any reading of the log however soon, and slow ones, which join them within
   * seconds. Idle guests show 70 to 74 after the first pass and 34 to 40 after the second (PVH: 104, then 57 to 64).
   */
  kernelHotPages: { pv: 35, pvh: 59 },
  kernelHotWritesPerPageSecond: 1000,
  kernelSlowPages: { pv: 37, pvh: 45 },
  kernelSlowWritesPerPageSecond: 1,
  /** Pages that suspending dirties, the kernel's hot ones among them: idle guests show 208 to 215 (PVH: 322) at the end. */
  suspendDirtiedPages: { pv: 210, pvh: 318 },
  /** Where the program's buffer begins, if there is room. */
  kernelPages: 8000,
  /** Memtester's pages per second: enough for all of its buffer in each pass, as is seen. Not measured. */
  flatOutPagesPerSecond: 100_000,
  /** Lost time that the dirtying program makes good. */
  catchUpSeconds: 0.25,
} as const;

/**
 * The scenario that predicts a measured run of Xen, from the run's inputs alone: nothing under `measured` is read.
 *
 * @param run the measured run
 */
export function xenScenarioOf(run: XenRun): ScenarioInput {
  const { guest, memoryBytes, linkMbitPerSecond } = run;
  const frames = memoryBytes / PAGE_BYTES;
  const pages = guest === "pv" ? frames - XEN_TESTBED.pvUnpopulatedFrames : frames;
  const { copyBytesPerSecond, copyVariation, roundSeconds, dirtyLogReadSeconds, walkSecondsPerPage } = XEN_TESTBED;
  const pageTableBytes = guest === "pv" ? 8 * Math.ceil(frames / 512) : 0;
  return {
    preset: "gigabit",
    vm: {
      memoryBytes: pages * PAGE_BYTES,
      stateBytes: XEN_TESTBED.stateBytes[guest] + pageTableBytes,
      suspendDirtiedPages: XEN_TESTBED.suspendDirtiedPages[guest],
      unpopulatedPages: (guest === "pv" ? frames : XEN_TESTBED.pvhFrames) - pages,
    },
    workload: workloadOf(run, pages),
    source: {
      copyBytesPerSecond,
      copyVariation,
      roundSeconds,
      dirtyLogReadSeconds,
      walkSecondsPerPage,
      unpopulatedSecondsPerPage: XEN_TESTBED.unpopulatedSecondsPerPage,
      suspendRequestSeconds: XEN_TESTBED.suspendRequestSeconds,
      suspendSeconds: XEN_TESTBED.freezeSeconds + XEN_TESTBED.finalReadSeconds,
    },
    destination: { copyBytesPerSecond, resumeSeconds: XEN_TESTBED.resumeSeconds },
    network: {
      // Without shaping the link between the hosts, a pair of virtual interfaces, bounds nothing.
      bandwidthBitsPerSecond: linkMbitPerSecond === null ? 1e10 : linkMbitPerSecond * 1e6,
      framingEfficiency: XEN_TESTBED.framingEfficiency,
      latencySeconds: 0,
    },
    migration: { engine: "pre-copy", hypervisor: "xen-4.6" },
  };
}

/** The dirtying program in its buffer, and the guest's kernel at the bottom of memory. */
function workloadOf({ guest, workload }: XenRun, guestPages: number): Workload[] {
  const hotPages = XEN_TESTBED.kernelHotPages[guest];
  const slowPages = XEN_TESTBED.kernelSlowPages[guest];
  const kernel: Workload[] = [
    { kind: "uniform", pages: hotPages, writesPerSecond: hotPages * XEN_TESTBED.kernelHotWritesPerPageSecond },
    {
      kind: "uniform",
      // Beside the pages that suspending dirties: busy guests show both in the last pass.
      firstPage: XEN_TESTBED.suspendDirtiedPages[guest],
      pages: slowPages,
      writesPerSecond: slowPages * XEN_TESTBED.kernelSlowWritesPerPageSecond,
    },
  ];
  const { kind, pages, writesPerSecond, hotFraction = 0.1, hotShare = 0.9 } = workload;
  if (kind === "idle" || pages === 0) return kernel;
  const program = {
    firstPage: Math.min(XEN_TESTBED.kernelPages, guestPages - pages),
    pages,
    writesPerSecond: writesPerSecond ?? XEN_TESTBED.flatOutPagesPerSecond,
    catchUpSeconds: XEN_TESTBED.catchUpSeconds,
  };
  if (kind === "uniform") return [{ kind, ...program }, ...kernel];
  if (kind === "hot-cold") return [{ kind, ...program, hotFraction, hotShare }, ...kernel];
  return [{ kind: "sequential", ...program }, ...kernel];
}
