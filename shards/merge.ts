import { basename, dirname, join } from "@std/path";
import { columnsOf } from "../lib/rows/columns.ts";
import type { RowFormat } from "../lib/rows/format.ts";
import { type RowSource, writeCsv, writeJsonl, writeParquet } from "../lib/rows/write-rows.ts";
import { keyText } from "../lib/sweep/sweep.ts";
import { quote } from "../lib/text/message.ts";
import { VERSION } from "../lib/text/version.ts";
import { whyUnreadable } from "../shell/read-json.ts";
import { replaceFiles } from "../shell/write-files.ts";
import {
  type FolderPath,
  partName,
  shardFiles,
  shardName,
  type SweepFolder,
  taskName,
  tasksIn,
  writeText,
  writing,
} from "./folder.ts";
import { LineReader } from "./lines.ts";
import { hostName, readProvenance, type ShardProvenance } from "./provenance.ts";
import { rangesOf, type Shard } from "./shard-of.ts";

/** The file to write. */
export interface MergeTarget extends FolderPath {
  format: RowFormat;
  /** Called with the number of rows written and of all. */
  onProgress?: (done: number, total: number) => void;
}

/** The outcome of a merge. */
export interface MergeOutcome {
  rows: number;
  /** Rows with an error. */
  failed: number;
}

/**
 * Writes the records of all shards to one file in the order of the plan, after checking that every task is there exactly
 * once. The bytes of the rows do not depend on the shards.
 *
 * @throws {TypeError} in one line, with nothing written, if shards are missing, unfinished or damaged, or the target has
 *   the name of a shard
 */
export async function mergeShards(folder: SweepFolder, target: MergeTarget): Promise<MergeOutcome> {
  requireFreeName(target);
  const of = await requireComplete(folder);
  const outcome = { rows: 0, failed: 0 };
  const provenance = { ...await provenanceOf(folder, of), merged: new Date().toISOString(), host: hostName() };
  const source: RowSource = {
    columns: columnsOf(folder.tasks),
    lines: counted(linesInOrder(folder, of), outcome, () => target.onProgress?.(outcome.rows, folder.tasks.length)),
    metadata: { plan: JSON.stringify(folder.plan), provenance: JSON.stringify(provenance) },
  };
  const sidecar = join(dirname(target.path), `${basename(target.path)}.provenance.json`);
  await writing(target.shown, () =>
    replaceFiles(
      new Map([
        [target.path, (path: string) => writeRows(source, target.format, path)],
        [sidecar, (path: string) =>
          Deno.writeTextFile(path, `${JSON.stringify(provenance, null, 2)}\n`, { createNew: true })],
      ]),
    ));
  return outcome;
}

/**
 * Checks that a merged file cannot replace a shard, wherever its folder is.
 *
 * @throws {TypeError} if it has the name of a shard
 */
export function requireFreeName({ path, shown }: FolderPath): void {
  if (/^shard-\d+-of-\d+\./.test(basename(path))) {
    throw new TypeError(`Cannot write to ${shown}: it has the name of a shard`);
  }
}

async function writeRows(source: RowSource, format: RowFormat, path: string): Promise<void> {
  if (format === "parquet") return await writeParquet(source, path);
  using file = await Deno.open(path, { write: true, createNew: true });
  await (format === "csv" ? writeCsv : writeJsonl)(source, (text) => writeText(file, text));
}

async function* counted(
  lines: AsyncIterable<string[]>,
  outcome: MergeOutcome,
  onBatch: () => void,
): AsyncGenerator<string[]> {
  for await (const batch of lines) {
    yield batch;
    outcome.rows += batch.length;
    outcome.failed += batch.filter((line) => !line.endsWith(',"error":null}')).length;
    onBatch();
  }
}

/** The number of shards of a folder, all of them complete. */
async function requireComplete(folder: SweepFolder): Promise<number> {
  const files = await shardFiles(folder);
  const divisions = Array.from(new Set(files.map(({ of }) => of))).sort((a, b) => a - b);
  const [of] = divisions;
  if (of === undefined) throw new TypeError(`Cannot merge ${folder.shown}: it holds no shards`);
  if (divisions.length > 1) {
    throw new TypeError(`Cannot merge ${folder.shown}: it holds sweeps in ${divisions.join(" and in ")} shards`);
  }
  const complete = new Set(files.filter(({ complete }) => complete).map(({ index }) => index));
  const missing = Array.from({ length: of }, (_, index) => index).filter((index) => !complete.has(index));
  if (missing.length === 0) return of;
  const ranges = rangesOf(missing).split(",");
  const named = [...ranges.slice(0, MOST_NAMED), ...(ranges.length > MOST_NAMED ? ["…"] : [])].join(", ");
  throw new TypeError(
    `Cannot merge ${folder.shown}: ${missing.length} of ${of} shards are not complete: ${named}; ` +
      await stateOf(folder, { index: missing[0], of }),
  );
}

/** Ranges of missing shards that a message names. */
const MOST_NAMED = 10;

/** What a shard lacks, with the first task that is missing. */
async function stateOf(folder: SweepFolder, shard: Shard): Promise<string> {
  const total = tasksIn(shard, folder.tasks);
  let done = 0;
  try {
    const reader = new LineReader(join(folder.path, partName(shard)));
    for (let batch = await reader.next(); batch !== null; batch = await reader.next()) done += batch.length;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const next = shard.index + done * shard.of;
  const from = next < folder.tasks.length ? `, from ${taskName(folder, next)} on` : "";
  return `shard ${shard.index} lacks ${total - done} of ${total} tasks${from}`;
}

/** Memory for the parts of all shards that are read at once. */
const READ_BYTES = 2 ** 25;

/** The records of all tasks in order, as text: one of each shard in turn. */
async function* linesInOrder(folder: SweepFolder, of: number): AsyncGenerator<string[]> {
  const chunkBytes = Math.max(2 ** 12, Math.min(2 ** 20, Math.floor(READ_BYTES / of)));
  const shards = Array.from({ length: of }, (_, index) => {
    const name = shardName({ index, of });
    return { name, reader: new LineReader(join(folder.path, name), chunkBytes), lines: [] as string[], next: 0 };
  });
  const refill = async (shard: typeof shards[number]): Promise<void> => {
    try {
      shard.lines = await shard.reader.next() ?? [];
      shard.next = 0;
    } catch (error) {
      throw new TypeError(`Cannot read ${folder.shown}/${shard.name}: ${whyUnreadable(error)}`);
    }
  };
  let batch: string[] = [];
  for (let i = 0; i < folder.tasks.length; i++) {
    const shard = shards[i % of];
    if (shard.next === shard.lines.length) await refill(shard);
    const line = shard.lines[shard.next++];
    if (line === undefined || !line.startsWith(keyText(folder.tasks.key(i))) || !line.endsWith("}")) {
      const got = line === undefined ? "the end of the file" : quote(line);
      const where = `line ${Math.floor(i / of) + 1} of ${shard.name}`;
      throw new TypeError(`Cannot merge ${folder.shown}: ${where} must be the task ${taskName(folder, i)}; got ${got}`);
    }
    batch.push(line);
    if (batch.length < 1000) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
  for (const shard of shards) {
    if (shard.next === shard.lines.length) await refill(shard);
    if (shard.next < shard.lines.length) {
      throw new TypeError(`Cannot merge ${folder.shown}: ${shard.name} has more lines than tasks`);
    }
  }
}

/** How the shards were made, together. */
async function provenanceOf(folder: SweepFolder, of: number): Promise<Record<string, unknown>> {
  const shards: ShardProvenance[] = [];
  for (let index = 0; index < of; index++) {
    const provenance = await readProvenance(folder, { index, of });
    if (provenance !== undefined) shards.push(provenance);
  }
  const all = <T>(values: T[]): T[] => Array.from(new Set(values));
  const runs = shards.flatMap(({ runs }) => runs);
  const versions = all(shards.map(({ version }) => version));
  if (versions.length > 1) {
    throw new TypeError(`Cannot merge ${folder.shown}: its shards are of versions ${versions.join(" and ")}`);
  }
  return {
    planHash: folder.hash,
    version: versions[0] ?? VERSION,
    deno: all(shards.map(({ deno }) => deno)),
    hosts: all(runs.map(({ host }) => host)),
    shards: of,
    runs: runs.length,
    /** Wall time summed over runs, which may have been at the same time. */
    wallSeconds: runs.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0),
  };
}
