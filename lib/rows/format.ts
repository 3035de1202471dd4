/** The formats of files of rows, by the ending of the name. */
export const ROW_FORMATS = ["parquet", "csv", "jsonl"] as const;

/** A format of files of rows. */
export type RowFormat = typeof ROW_FORMATS[number];

/** The format that a file's name ends with, if it is one. */
export function formatOf(path: string): RowFormat | undefined {
  return ROW_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
}
