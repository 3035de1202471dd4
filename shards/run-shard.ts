import { join } from "@std/path";
import { coreCount, streamRecords } from "../lib/sweep/stream.ts";
import { keyText } from "../lib/sweep/sweep.ts";
import { whyUnwritable } from "../shell/write-into.ts";
import { partName, shardFiles, shardName, type SweepFolder, taskName, tasksIn, writeText, writing } from "./folder.ts";
import { LineReader } from "./lines.ts";
import { hostName, resumeProvenance, type ShardProvenance, writeProvenance } from "./provenance.ts";
import type { Shard } from "./shard-of.ts";

/** Options of {@linkcode runShard}. */
export interface RunShardOptions {
  /** Number of worker threads. Default: one for each core. */
  workers?: number;
  /** Stops the run. All records so far are kept. */
  signal?: AbortSignal;
  /** Called with the number of tasks done, of all, and done before this run. */
  onProgress?: (done: number, total: number, before: number) => void;
}

/** The outcome of a run. */
export interface ShardOutcome {
  /** Tasks of the shard. */
  total: number;
  /** Tasks that an earlier run had done. */
  before: number;
  /** Tasks that failed in this run. */
  failed: number;
  /** The first of these with its error. */
  firstError: string | null;
}

/**
 * Simulates the tasks of a shard that are not yet done, and appends their records to its file. The file has its final name
 * when it is complete.
 *
 * @throws {TypeError} in one line, with the records so far kept, if another process has the shard or a file cannot be written
 * @throws the reason of `signal`, if it stops the run
 */
export async function runShard(
  folder: SweepFolder,
  shard: Shard,
  options: RunShardOptions = {},
): Promise<ShardOutcome> {
  await requireSameDivision(folder, shard);
  const total = tasksIn(shard, folder.tasks);
  using file = await writing(folder.shown, () => openPart(folder, shard));
  if (file === null) return { total, before: total, failed: 0, firstError: null };
  const before = await writing(folder.shown, () => recover(file, folder, shard));
  return await fill(file, folder, shard, { before, total, ...options });
}

/** The shards of a folder are of one division: with others, tasks would be done twice. */
async function requireSameDivision(folder: SweepFolder, { of }: Shard): Promise<void> {
  const other = (await shardFiles(folder)).find((file) => file.of !== of);
  if (other === undefined) return;
  const parts = (count: number) => count === 1 ? "1 part" : `${count} shards`;
  throw new TypeError(
    `Cannot sweep into ${folder.shown}: it holds a sweep in ${parts(other.of)}, and this is one in ${parts(of)}`,
  );
}

/**
 * Opens the unfinished file of a shard for this process alone; `null` if the shard is complete. The system releases the lock
 * when the process ends, however it ends.
 */
async function openPart(folder: SweepFolder, shard: Shard): Promise<Deno.FsFile | null> {
  const part = join(folder.path, partName(shard));
  for (;;) {
    if (await exists(join(folder.path, shardName(shard)))) return null;
    const file = await Deno.open(part, { read: true, write: true, create: true });
    if (!await lock(file, folder, shard)) {
      file.close();
      throw new TypeError(`Cannot sweep into ${folder.shown}: another process is writing ${shardName(shard)}`);
    }
    // Before the lock, another process may have finished and renamed the file: before it was opened, or after.
    const [opened, named] = await Promise.all([file.stat(), Deno.stat(part).catch(() => null)]);
    const isPart = named !== null && named.ino === opened.ino && named.dev === opened.dev;
    const isComplete = await exists(join(folder.path, shardName(shard)));
    if (isPart && !isComplete) return file;
    if (isPart) await Deno.remove(part);
    file.close();
  }
}

/** Locks a file; returns false if another process has it. Some file systems of clusters have no locks. */
async function lock(file: Deno.FsFile, { shown, onWarning }: SweepFolder, shard: Shard): Promise<boolean> {
  try {
    return await file.tryLock(true);
  } catch (error) {
    onWarning?.(`Cannot lock ${shown}/${partName(shard)}: ${whyUnwritable(error)}; run each shard only once at a time`);
    return true;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Cuts a file after its last whole record, and returns the number of records. */
async function recover(file: Deno.FsFile, folder: SweepFolder, shard: Shard): Promise<number> {
  const reader = new LineReader(join(folder.path, partName(shard)));
  let done = 0;
  let end = 0;
  reading: for (let batch = await reader.next(); batch !== null; batch = await reader.next()) {
    for (const line of batch) {
      if (!isRecord(line, folder, shard.index + done * shard.of)) break reading;
      done++;
      end += new TextEncoder().encode(line).length + 1;
    }
  }
  await file.truncate(end);
  await file.seek(end, Deno.SeekMode.Start);
  return done;
}

/** Whether a line is a whole record of a task. */
function isRecord(line: string, { tasks }: SweepFolder, index: number): boolean {
  if (index >= tasks.length || !line.startsWith(keyText(tasks.key(index)))) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

interface FillOptions extends RunShardOptions {
  before: number;
  total: number;
}

async function fill(file: Deno.FsFile, folder: SweepFolder, shard: Shard, options: FillOptions): Promise<ShardOutcome> {
  const { before, total, signal, onProgress, workers = coreCount() } = options;
  const provenance = await resumeProvenance(folder, shard);
  const started = new Date();
  const clock = performance.now();
  const outcome: ShardOutcome = { total, before, failed: 0, firstError: null };
  let done = before;
  const save = (): Promise<void> => {
    const wallSeconds = (performance.now() - clock) / 1000;
    const run = { host: hostName(), started: started.toISOString(), wallSeconds, workers, tasks: done - before };
    return writing(folder.shown, () => writeProvenance(folder, shard, withRun(provenance, run)));
  };
  await save();
  const part = { first: shard.index + before * shard.of, stride: shard.of, count: total - before };
  onProgress?.(before, total, before);
  try {
    for await (const records of streamRecords(folder.plan, { part, workers, signal })) {
      await writing(
        folder.shown,
        () => writeText(file, records.map((record) => `${JSON.stringify(record)}\n`).join("")),
      );
      for (const [i, { error }] of records.entries()) {
        if (error === null) continue;
        outcome.failed++;
        outcome.firstError ??= `${taskName(folder, shard.index + (done + i) * shard.of)}: ${error}`;
      }
      done += records.length;
      onProgress?.(done, total, before);
    }
  } catch (error) {
    await save().catch(() => {});
    throw error;
  }
  await save();
  await writing(folder.shown, async () => {
    await file.sync();
    await Deno.rename(join(folder.path, partName(shard)), join(folder.path, shardName(shard)));
  });
  return outcome;
}

function withRun(provenance: ShardProvenance, run: ShardProvenance["runs"][number]): ShardProvenance {
  return { ...provenance, runs: run.tasks === 0 ? provenance.runs : [...provenance.runs, run] };
}
