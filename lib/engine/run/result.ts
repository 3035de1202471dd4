import type { Engine, Hypervisor, Scenario } from "../../scenario/types.ts";
import type { SendRate } from "../link/send-rate.ts";

/**
 * How a migration ended. `converged`: it met its own stop condition. `forced`: a limit on rounds, data or time stopped it.
 * `diverged`: it was abandoned at the time limit, or at QEMU's limit of rounds. `borderline` describes replicates whose
 * verdicts differ.
 */
export type Verdict = "converged" | "forced" | "borderline" | "diverged";

/** One pass over the pages to send. */
export interface Round {
  /** 1 for the first. */
  index: number;
  /** Whether the guest was running at the source, or stopped. */
  guest: "running" | "stopped";
  /** Seconds since the migration began. */
  startSeconds: number;
  /** Duration of the round. */
  seconds: number;
  /** Pages of the set that was walked: sent + skipped. */
  pagesWalked: number;
  /** Pages sent. */
  pagesSent: number;
  /** Pages not sent because they had been written again. */
  pagesSkipped: number;
  /** Pages found dirty when the log was read after the round. */
  pagesDirtied: number;
  /** Bytes put on the wire. */
  bytes: number;
}

/** A span of a migration in which one thing happens. */
export interface Phase {
  /** What happens. */
  name: "round" | "suspend" | "final copy" | "switchover" | "copy" | "push and fetch";
  /** Where the guest runs. */
  guest: "source" | "nowhere" | "destination";
  /** Seconds since the migration began. */
  startSeconds: number;
  /** Duration of the phase. */
  seconds: number;
  /** Pages sent in it with their content. */
  pages: number;
  /** Bytes sent in it. */
  bytes: number;
}

/** A point of the remaining-pages curve; straight lines join the points. */
export interface TimelinePoint {
  /** Seconds since the migration began. */
  seconds: number;
  /** Pages that the source knows it still has to send. */
  remainingPages: number;
}

/** The result of one simulated migration. */
export interface MigrationResult {
  /** The algorithm. */
  engine: Engine;
  /** The hypervisor whose rules it followed. */
  hypervisor: Hypervisor;
  /** How it ended. */
  verdict: Verdict;
  /** Time from the command until the source is no longer needed. */
  totalSeconds: number;
  /** How long the guest ran nowhere; `null` if the migration was abandoned before the guest ran at the destination. */
  downtimeSeconds: number | null;
  /** Pages sent with their content; a page sent twice counts twice. */
  pagesTransferred: number;
  /** Pages sent as zero pages: a header and one byte each. */
  zeroPagesTransferred: number;
  /** Bytes on the wire from source to destination, including headers, bitmap and state. */
  bytesTransferred: number;
  /** The rounds, in order. */
  rounds: Round[];
  /** Touches of pages that were absent. */
  demandFaults: number;
  /** Time that virtual CPUs waited for absent pages, summed over them. QEMU: postcopy-blocktime. */
  stallSeconds: number;
  /** The virtual CPUs that `stallSeconds` sums over; absent if there is only one. */
  vcpus?: number;
  /** The phases, in order; they cover the migration without gaps. */
  phases: Phase[];
  /** Remaining pages over time. */
  timeline: TimelinePoint[];
  /** The rate at which pages moved, and the part of the path that bound it. */
  rate: SendRate;
  /** The seed of the scenario. */
  seed: string | number;
  /** The version of the package. */
  version: string;
  /**
   * Values of the scenario that look like a mistake in the unit, and fields that have no effect, one sentence each; absent if
   * there are none.
   */
  warnings?: string[];
  /** The complete scenario; only with the option `keepScenario`. */
  scenario?: Scenario;
}

/** Callbacks that watch a migration page by page, for animations and tests. No overhead when omitted. */
export interface Observer {
  /** A phase begins. */
  phase?(name: Phase["name"], guest: Phase["guest"], seconds: number): void;
  /** Pages (a mask of one 32-page word) were sent, each with the content it has at `seconds`. */
  sent?(word: number, mask: number, seconds: number): void;
  /** Pages (a mask of one 32-page word) were not sent, because they had been written again since the round began. */
  skipped?(word: number, mask: number, seconds: number): void;
  /** The dirty log was read and cleared. `dirty` holds the pages found and is valid during the call only. */
  cleaned?(dirty: Uint32Array, seconds: number): void;
  /** A virtual CPU that touched the absent `page` has waited for it from `fromSeconds` to `toSeconds`. */
  stalled?(page: number, fromSeconds: number, toSeconds: number): void;
}
