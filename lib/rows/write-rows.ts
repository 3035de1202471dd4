import { stringify } from "@std/csv/stringify";
import { type BasicType, fileWriter, parquetWriteRows } from "hyparquet-writer";
import type { SweepRecord } from "../sweep/sweep.ts";
import type { Column, ColumnKind } from "./columns.ts";

/** Rows to write: their text as lines of JSON, in batches. */
export interface RowSource {
  columns: readonly Column[];
  lines: AsyncIterable<readonly string[]>;
  /** Facts about the rows for the metadata of a Parquet file. */
  metadata: Readonly<Record<string, string>>;
}

/** What takes the bytes of a text format. */
export type ByteSink = (text: string) => Promise<void>;

/** Writes the lines of a JSONL file. */
export async function writeJsonl({ lines }: RowSource, write: ByteSink): Promise<void> {
  for await (const batch of lines) await write(batch.map((line) => `${line}\n`).join(""));
}

/** Writes a CSV file with a line of names. `null` is empty; objects and lists are JSON. */
export async function writeCsv({ columns, lines }: RowSource, write: ByteSink): Promise<void> {
  await write(stringify([columns.map(({ name }) => name)], { headers: false }));
  const cell = (value: unknown, kind: ColumnKind) => kind === "json" && value !== null ? JSON.stringify(value) : value;
  for await (const batch of lines) {
    const rows = batch.map((line) => {
      const record: SweepRecord = JSON.parse(line);
      return columns.map(({ name, kind }) => cell(record[name], kind));
    });
    await write(stringify(rows, { headers: false }));
  }
}

const PARQUET_TYPES: Record<ColumnKind, BasicType> = {
  boolean: "BOOLEAN",
  integer: "INT64",
  json: "JSON",
  number: "DOUBLE",
  text: "STRING",
};

/** Rows of a row group: all that are in memory at once. */
const ROW_GROUP = 20_000;

/** Writes a Parquet file to a path of the file system. */
export async function writeParquet({ columns, lines, metadata }: RowSource, path: string): Promise<void> {
  const integers = columns.filter(({ kind }) => kind === "integer").map(({ name }) => name);
  async function* rows() {
    for await (const batch of lines) {
      for (const line of batch) {
        const record: Record<string, unknown> = JSON.parse(line);
        for (const name of integers) if (record[name] !== null) record[name] = BigInt(record[name] as number);
        yield record;
      }
    }
  }
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: rows(),
    columns: columns.map(({ name, kind }) => ({ name, type: PARQUET_TYPES[kind] })),
    rowGroupSize: ROW_GROUP,
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    createdBy: "pageferry",
  });
}
