import { join } from "@std/path";
import { planHash, type SweepPlan, type TaskList, taskList } from "../lib/sweep/plan.ts";
import { oneLine } from "../lib/text/one-line.ts";
import { quote } from "../lib/text/message.ts";
import { whyUnreadable } from "../shell/read-json.ts";
import { whyUnwritable } from "../shell/write-into.ts";
import type { Shard } from "./shard-of.ts";

/** A folder of a sweep: a copy of its plan and a file for each shard. */
export interface SweepFolder extends FolderPath {
  plan: SweepPlan;
  /** The identity of the plan. */
  hash: string;
  tasks: TaskList;
}

/** Where a folder or file is. */
export interface FolderPath {
  path: string;
  /** The path as the caller typed it, for messages. */
  shown: string;
  /** Called with a sentence about a mistake that harms no records. */
  onWarning?: (sentence: string) => void;
}

const PLAN = "plan.json";

/**
 * Opens a folder for a plan, or creates it with a copy of the plan.
 *
 * @throws {TypeError} in one line, with nothing changed, if the folder holds another plan or cannot be written
 */
export async function openFolder(at: FolderPath, plan: SweepPlan): Promise<SweepFolder> {
  const { path, shown } = at;
  const hash = await planHash(plan);
  await writing(shown, () => Deno.mkdir(path, { recursive: true }));
  // Shards may start at the same time: each writes its own copy, and all check the one that stays.
  if (await readPlan({ path, shown }) === undefined) {
    await writing(shown, () => writeWhole(join(path, PLAN), `${JSON.stringify(plan, null, 2)}\n`));
  }
  const kept = await readPlan({ path, shown });
  if (kept === undefined || await planHash(kept) !== hash) {
    throw new TypeError(`Cannot sweep into ${shown}: it holds the results of another plan; see its ${PLAN}`);
  }
  return { ...at, plan, hash, tasks: taskList(plan) };
}

/**
 * Opens the folder of a sweep that has been run.
 *
 * @throws {TypeError} in one line if it holds no plan
 */
export async function findFolder(at: FolderPath): Promise<SweepFolder> {
  const plan = await readPlan(at);
  if (plan === undefined) {
    throw new TypeError(`Cannot read ${at.shown}: it holds no ${PLAN}; is it the folder of a sweep?`);
  }
  return { ...at, plan, hash: await planHash(plan), tasks: taskList(plan) };
}

async function readPlan({ path, shown }: FolderPath): Promise<SweepPlan | undefined> {
  try {
    const plan = JSON.parse(await Deno.readTextFile(join(path, PLAN)));
    taskList(plan);
    return plan;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    const why = error instanceof SyntaxError ? `it is not JSON: ${oneLine(error.message)}` : whyUnreadable(error);
    throw new TypeError(`Cannot read ${shown}/${PLAN}: ${why}`);
  }
}

/** Writes a file under another name, to the disk, and renames it: no reader sees a part of it, even after a crash. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID()}`;
  try {
    {
      using file = await Deno.open(temporary, { write: true, createNew: true });
      await writeText(file, text);
      await file.sync();
    }
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

/** Writes text at the position of an open file. */
export async function writeText(file: Deno.FsFile, text: string): Promise<void> {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(await file.write(bytes));
}

/** Reports errors of the file system in one line. */
export async function writing<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !isSystemError(error)) throw error;
    throw new TypeError(`Cannot write to ${shown}: ${whyUnwritable(error)}`);
  }
}

function isSystemError(error: Error): boolean {
  return "code" in error || Object.values(Deno.errors).some((kind) => error instanceof kind);
}

/** The name of a shard's file when it is complete. */
export function shardName({ index, of }: Shard): string {
  return `shard-${index}-of-${of}.jsonl`;
}

/** The name of a shard's file until it is complete. */
export function partName(shard: Shard): string {
  return `${shardName(shard)}.part`;
}

/** The name of the file about a shard's runs. */
export function provenanceName({ index, of }: Shard): string {
  return `shard-${index}-of-${of}.provenance.json`;
}

/** A file of a shard in a folder. */
export interface ShardFile extends Shard {
  complete: boolean;
}

/** The files of shards in a folder. */
export async function shardFiles({ path, shown }: FolderPath): Promise<ShardFile[]> {
  const files: ShardFile[] = [];
  try {
    for await (const { name } of Deno.readDir(path)) {
      const [, index, of, part] = /^shard-(\d+)-of-(\d+)\.jsonl(\.part)?$/.exec(name) ?? [];
      if (index !== undefined) files.push({ index: Number(index), of: Number(of), complete: part === undefined });
    }
  } catch (error) {
    throw new TypeError(`Cannot read ${shown}: ${whyUnreadable(error)}`);
  }
  return files;
}

/** A task in words: its axes and its replicate. */
export function taskName({ tasks }: SweepFolder, index: number): string {
  const { point, replicate } = tasks.key(index);
  return Object.entries({ ...point, replicate }).map(([name, value]) => `${name} = ${quote(value)}`).join(", ");
}

/** Number of tasks of a shard. */
export function tasksIn({ index, of }: Shard, tasks: TaskList): number {
  return Math.max(0, Math.ceil((tasks.length - index) / of));
}
