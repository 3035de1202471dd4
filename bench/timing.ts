/** The row of the paper's figures. */
export const PAPER_RUNS = "the paper's 80 runs";

/** What a process that ran one migration several times tells. */
export interface Timing {
  pages: number;
  medianSeconds: number;
  residentMiB: number;
  /** A number made of all results, so that none is optimized away. */
  sink: number;
}

/** A row of the table. */
export interface Row {
  name: string;
  pages: number;
  medianSeconds: number;
  pagesPerSecond: number;
  /** Time over the C reference's, where there is one. */
  ratioToC: number | null;
  /** Most memory that the process of a whole migration has held. */
  residentMiB: number | null;
}

/** A row of what took `medianSeconds`. */
export function rowOf(
  name: string,
  pages: number,
  medianSeconds: number,
  { ratioToC = null, residentMiB = null }: Partial<Row> = {},
): Row {
  return { name, pages, medianSeconds, pagesPerSecond: pages / medianSeconds, ratioToC, residentMiB };
}
