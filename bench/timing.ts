/** Name of the row of the paper's figures. */
export const PAPER_RUNS = "the paper's 80 runs";

/** Output of a process that ran one migration several times. */
export interface Timing {
  pages: number;
  medianSeconds: number;
  residentMiB: number;
  /** Depends on all results, so none is optimized away. */
  sink: number;
}

/** One row of the table. */
export interface Row {
  name: string;
  pages: number;
  medianSeconds: number;
  pagesPerSecond: number;
  /** Time divided by that of C; `null` if C has no such loop. */
  ratioToC: number | null;
  /** Peak memory of the process of a whole migration. */
  residentMiB: number | null;
}

/** Makes a row. */
export function rowOf(
  name: string,
  pages: number,
  medianSeconds: number,
  { ratioToC = null, residentMiB = null }: Partial<Row> = {},
): Row {
  return { name, pages, medianSeconds, pagesPerSecond: pages / medianSeconds, ratioToC, residentMiB };
}

/** The peak memory of this process where Linux reports it, else its current memory. */
export function residentBytes(): number {
  try {
    const peak = Deno.readTextFileSync("/proc/self/status").match(/^VmHWM:\s+(\d+) kB/m);
    if (peak !== null) return Number(peak[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return Deno.memoryUsage().rss;
}
