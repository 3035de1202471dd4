import type { QemuEngine, QemuWorkload } from "../lib/qemu/types.ts";

/** The program that writes memory in the guest during a migration. The harness runs it at a known rate only. */
export interface MeasureWorkload extends QemuWorkload {
  kind: "uniform" | "hot-cold" | "sequential";
  /** Pages per second of guest time in which the program writes one word. */
  pagesPerSecond: number;
}

/** A capability of QEMU's migration that a run may switch on. */
export type MeasureCapability = "auto-converge" | "postcopy-preempt";

/** QEMU's accelerator: its own translator (TCG) or the host's processor (KVM). */
export type Accelerator = "tcg" | "kvm";

/** One migration to measure. */
export interface MeasureRun {
  /**
   * How memory moves. `three-stage` is QEMU's pre-copy that switches to post-copy after the first pass; `post-copy`
   * switches at once.
   */
  engine: QemuEngine;
  /** Virtual CPUs. The guest writes with one thread on each. Default 1. */
  vcpus?: number;
  memoryMiB: number;
  /** Rate that the link is shaped to, in 10^6 bit/s. */
  linkMbitPerSecond: number;
  /** Size of the source's TCP send buffer in KiB of kernel memory. Default: as Linux sizes it. */
  sendBufferKiB?: number;
  /** QEMU's `downtime-limit` in milliseconds. */
  downtimeLimitMs: number;
  workload: MeasureWorkload;
  capabilities?: MeasureCapability[];
}

/** Progress of a plan. */
export interface MeasureProgress {
  index: number;
  count: number;
  /** Number of the repeat, from 1; absent if each run is measured once. */
  repeat?: number;
  run: MeasureRun;
  /** Stage of the run, or phase of its migration. */
  stage: string;
  /** Seconds since the migration began; absent before. */
  seconds?: number;
}
