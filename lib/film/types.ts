import type { MigrationResult } from "../engine/run/result.ts";
import type { Scenario } from "../scenario/types.ts";

/** How finely a migration is filmed. */
export interface FilmOptions {
  /** Runs of consecutive pages that memory is divided into, 1 to 65 536; never more than it has pages. Default 256. */
  cells?: number;
  /** Equal spans of time that the migration is divided into, 1 to 100 000. Default 240. */
  frames?: number;
  /** Passes that end with a reading of the dirty log are merged into at most so many, 1 to 4096. Default 512. */
  passes?: number;
}

/**
 * A migration as plain data over time and memory, to draw maps and animations from.
 *
 * Memory is divided into `cells` runs of pages, the time from the command to the end into `frames` equal spans. A table
 * of frames by cells holds its value for a frame and a cell at `frame * cells + cell`. Pages count when they are put on
 * their way at the source, zero pages too; a little later they are at the destination.
 */
export interface Film {
  /** What was simulated, complete. */
  scenario: Scenario;
  /** What it came to: the same as without a film. */
  result: MigrationResult;
  /** Pages of guest memory. */
  pages: number;
  /** How many cells memory is divided into; where it has fewer pages than were asked for, each page is a cell. */
  cells: number;
  /** First page of each cell, in order, and at the end the number of pages: `cells` + 1 numbers. */
  cellStarts: Float64Array;
  /** How many frames there are. */
  frames: number;
  /** Length of a frame: frame i lasts from `i * frameSeconds` to `(i + 1) * frameSeconds`. */
  frameSeconds: number;
  /** Frames by cells: pages sent in the frame; a page sent twice counts twice. */
  pagesSent: Float64Array;
  /** Frames by cells: pages that readings of the dirty log found in the frame. */
  pagesDirtied: Float64Array;
  /** Frames by cells: demand faults that began in the frame. */
  faults: Float64Array;
  /** Frames by cells: pages that by the end of the frame have never been sent. */
  pagesNeverSent: Float64Array;
  /** Frames by cells: pages that by the end of the frame have been sent, found dirty since, and not been sent again. */
  pagesStale: Float64Array;
  /** The passes over memory, in order: they cover the migration without gaps. */
  passes: Pass[];
  /** What the guest met with at the destination; `null` if it never ran there with pages still to come. */
  afterResume: AfterResume | null;
}

/**
 * What was done to each cell between two readings of the dirty log (a round), after the last one with the guest stopped
 * (the final copy), or up to the end with the guest at the destination (push and fetch).
 *
 * The tables hold one number per cell.
 */
export interface Pass {
  /** What it was. `copy` is stop-and-copy's only one. */
  kind: "round" | "final copy" | "copy" | "push and fetch";
  /** 1 for the first pass of the migration; of passes merged into one, the first. */
  firstIndex: number;
  /** The last of the passes merged into this one; usually `firstIndex`. */
  lastIndex: number;
  /** Seconds since the migration began: the reading of the log before it, or 0. */
  startSeconds: number;
  /** Up to the reading of the log that ends it, or the migration's end. */
  seconds: number;
  /** Pages sent. */
  pagesSent: Float64Array;
  /** Pages that were to be sent and were left out, since they had been written again; only under a hypervisor that skips. */
  pagesSkipped: Float64Array;
  /** Pages found dirty by the reading of the log that ends it. */
  pagesDirtied: Float64Array;
  /** Demand faults that ended in it. */
  faults: Float64Array;
}

/** Faults and stall from the moment the guest runs at the destination to the end, in as many equal spans as frames. */
export interface AfterResume {
  /** Seconds since the migration began at which the guest runs again. */
  startSeconds: number;
  /** Length of a span. */
  spanSeconds: number;
  /** Per span: demand faults that began in it. */
  faults: Float64Array;
  /** Per span: time that virtual CPUs waited in it, added up over them; what goes beyond the end is in the last. */
  stallSeconds: Float64Array;
}
