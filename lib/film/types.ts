import type { MigrationResult } from "../engine/run/result.ts";
import type { Scenario } from "../scenario/types.ts";

/** The resolution of a film. */
export interface FilmOptions {
  /** Number of cells (runs of consecutive pages) to divide memory into, 1 to 65 536. At most one per page. Default 256. */
  cells?: number;
  /** Number of frames (equal spans of time) to divide the migration into, 1 to 100 000. Default 240. */
  frames?: number;
  /** The most passes that end with a dirty-log read; more are merged. 1 to 4096. Default 512. */
  passes?: number;
}

/**
 * A migration as plain data over time and memory, for maps and animations.
 *
 * Memory is divided into `cells` runs of pages, the time from the command to the end into `frames` equal spans. A table of
 * frames by cells has the value of a frame and a cell at `frame * cells + cell`. A page counts when the source sends it,
 * zero pages included; it arrives at the destination a little later.
 */
export interface Film {
  /** The complete scenario. */
  scenario: Scenario;
  /** Its result, the same as that of `simulate`. */
  result: MigrationResult;
  /** Pages of guest memory. */
  pages: number;
  /** Number of cells. If memory has fewer pages than the option says, each page is a cell. */
  cells: number;
  /** First page of each cell, in order, followed by the number of pages: `cells` + 1 numbers. */
  cellStarts: Float64Array;
  /** Number of frames. */
  frames: number;
  /** Duration of a frame: frame i lasts from `i * frameSeconds` to `(i + 1) * frameSeconds`. */
  frameSeconds: number;
  /** Frames by cells: pages sent in the frame; a page sent twice counts twice. */
  pagesSent: Float64Array;
  /** Frames by cells: pages that dirty-log reads found in the frame. */
  pagesDirtied: Float64Array;
  /** Frames by cells: demand faults that began in the frame. */
  faults: Float64Array;
  /** Frames by cells: pages that have never been sent by the end of the frame. */
  pagesNeverSent: Float64Array;
  /** Frames by cells: pages that have been sent, found dirty since, and not sent again by the end of the frame. */
  pagesStale: Float64Array;
  /** The passes over memory, in order: they cover the migration without gaps. */
  passes: Pass[];
  /** Faults and stall after resume; `null` if the guest never ran at the destination with pages still absent. */
  afterResume: AfterResume | null;
}

/**
 * What happened to each cell between two dirty-log reads (a round), after the last read with the guest stopped (the final
 * copy), or until the end with the guest at the destination (push and fetch).
 *
 * The tables have one number per cell.
 */
export interface Pass {
  /** What happens in the pass. `copy` is the only pass of stop-and-copy. */
  kind: "round" | "final copy" | "copy" | "push and fetch";
  /** 1 for the first pass of the migration. For merged passes, the first of them. */
  firstIndex: number;
  /** The last of the merged passes; usually equal to `firstIndex`. */
  lastIndex: number;
  /** Seconds since the migration began: the previous dirty-log read, or 0. */
  startSeconds: number;
  /** Duration, until the dirty-log read that ends it or the end of the migration. */
  seconds: number;
  /** Pages sent. */
  pagesSent: Float64Array;
  /** Pages not sent because they had been written again; only under a hypervisor that skips. */
  pagesSkipped: Float64Array;
  /** Pages found dirty by the dirty-log read that ends it. */
  pagesDirtied: Float64Array;
  /** Demand faults that ended in it. */
  faults: Float64Array;
}

/** Faults and stall from resume at the destination to the end, in as many equal spans as there are frames. */
export interface AfterResume {
  /** Seconds since the migration began at which the guest runs again. */
  startSeconds: number;
  /** Duration of a span. */
  spanSeconds: number;
  /** Per span: demand faults that began in it. */
  faults: Float64Array;
  /** Per span: waiting time of virtual CPUs in it, summed over them. The last span includes waits beyond the end. */
  stallSeconds: Float64Array;
}
