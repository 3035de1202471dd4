import type { Engine, Hypervisor } from "../../scenario/types.ts";

/**
 * How a migration ended: `converged` by its own rule, `forced` by a limit on rounds or data, `diverged` when it was given
 * up at its time limit. `borderline` is a verdict on replicates: their verdicts differ.
 */
export type Verdict = "converged" | "forced" | "borderline" | "diverged";

/** One pass over the pages to send. */
export interface Round {
  /** 1 for the first. */
  index: number;
  /** Where the guest was: running at the source, or stopped. */
  guest: "running" | "stopped";
  /** Seconds since the migration began. */
  startSeconds: number;
  /** Length of the round. */
  seconds: number;
  /** Pages of the set that was walked: sent + skipped. */
  pagesWalked: number;
  /** Pages sent. */
  pagesSent: number;
  /** Pages left out because they had been written again. */
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
  /** Length. */
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
  /** Pages that the source knows it has yet to send. */
  remainingPages: number;
}

/** What a migration came to. */
export interface MigrationResult {
  /** The algorithm. */
  engine: Engine;
  /** Whose rules it followed. */
  hypervisor: Hypervisor;
  /** How it ended. */
  verdict: Verdict;
  /** From the command until the source is no longer needed. */
  totalSeconds: number;
  /** How long the guest ran nowhere; `null` if the migration was given up before the guest ran at the destination. */
  downtimeSeconds: number | null;
  /** Pages sent with their content; a page sent twice counts twice. */
  pagesTransferred: number;
  /** Pages sent as zero pages, a header and a byte each. */
  zeroPagesTransferred: number;
  /** Bytes put on the wire from source to destination, headers, bitmap and state included. */
  bytesTransferred: number;
  /** The rounds, in order. */
  rounds: Round[];
  /** Touches of pages that were absent. */
  demandFaults: number;
  /** Time that virtual CPUs waited for absent pages, added up over them. */
  stallSeconds: number;
  /** The phases, in order; they cover the migration without gaps. */
  phases: Phase[];
  /** Pages remaining over time. */
  timeline: TimelinePoint[];
}

/** Watches a migration page by page; for animations and tests. Engines pay nothing when it is absent. */
export interface Observer {
  /** Pages (a mask of one 32-page word) were sent, each with the content it has at `seconds`. */
  sent?(word: number, mask: number, seconds: number): void;
  /** The dirty log was read and cleared; `dirty` is the set found, valid during the call only. */
  cleaned?(dirty: Uint32Array, seconds: number): void;
  /** A virtual CPU that touched the absent `page` has waited for it from `fromSeconds` to `toSeconds`. */
  stalled?(page: number, fromSeconds: number, toSeconds: number): void;
}
