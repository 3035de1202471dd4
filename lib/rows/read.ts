import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "@std/csv/parse";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { formatOf, ROW_FORMATS, type RowFormat } from "./format.ts";

/** Reads the rows of a file; see `read` of the entry point. */
export async function readRows(file: string | URL): Promise<Record<string, unknown>[]> {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  const format = formatOf(path);
  if (format === undefined) {
    throw new TypeError(`Cannot read ${path}: its name must end with .${ROW_FORMATS.join(", .")}`);
  }
  return await READERS[format](path);
}

const READERS: Record<RowFormat, (path: string) => Promise<Record<string, unknown>[]>> = {
  async jsonl(path) {
    const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line));
  },
  async csv(path) {
    const [names = [], ...rows] = parse(await readFile(path, "utf8"));
    return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [names[i], valueOf(cell)])));
  },
  async parquet(path) {
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
  },
};

/** The value of a CSV cell, which has no type: a number, a boolean, JSON, or else text. */
function valueOf(cell: string): unknown {
  if (cell === "") return null;
  if (!/^([-\d[{]|true$|false$)/.test(cell)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

/** Integers of a Parquet file are `bigint`. Those of a sweep fit a number. */
function plain(value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}
