import { fromFileUrl, join } from "@std/path";
import { formatOf, ROW_FORMATS } from "../lib/rows/format.ts";
import { type SweepPlan, taskList } from "../lib/sweep/plan.ts";
import { openFolder, shardFiles, type SweepFolder, writeWhole, writing } from "../shards/folder.ts";
import { type FailedTask, followJob, submitScript } from "../shards/slurm-job.ts";
import { requireFreeName } from "../shards/merge.ts";
import { batchScript, logFile } from "../shards/slurm-script.ts";
import { interruptible } from "../shell/interrupt.ts";
import { type CommandIo, progressOf } from "../shell/io.ts";
import { command as merge } from "./merge.ts";

/** How to run a sweep as a Slurm job array. */
export interface SlurmSweep {
  /** The folder, as the caller typed it. */
  out: string;
  /** Number of array tasks. Default: as in the folder, or 32. */
  arraySize?: number;
  /** Whether to print the batch script instead of submitting it. */
  dryRun: boolean;
  /** Whether to wait for the job and merge its shards. */
  wait: boolean;
  /** The merged file, as the caller typed it. Default: rows.parquet in the folder. */
  merged?: string;
  /** Options for `sbatch`. */
  options: readonly string[];
}

const ARRAY_SIZE = 32;

/** Failed array tasks that are reported one by one. */
const MOST_NAMED = 10;

/** Submits a plan as a Slurm job array. With `wait`, follows the job and merges the shards. Returns the exit code. */
export async function sweepUnderSlurm(io: CommandIo, plan: SweepPlan, sweep: SlurmSweep): Promise<number> {
  const { out, arraySize, dryRun, wait, merged = join(out, "rows.parquet"), options } = sweep;
  // Before the job, not after hours of it.
  if (formatOf(merged) === undefined) {
    throw new TypeError(`--merged must end with .${ROW_FORMATS.join(", .")}, got ${merged}`);
  }
  requireFreeName({ path: merged, shown: merged });
  const path = io.callerPath(out);
  const usual = Math.min(ARRAY_SIZE, taskList(plan).length);
  if (dryRun) {
    io.print(scriptFor(path, { ...arrayOf(arraySize ?? usual), options }));
    return 0;
  }
  const folder = await openFolder({ path, shown: out }, plan);
  const { shards, shardCount } = await unfinishedShards(folder, { arraySize, usual });
  if (shards.length > 0) {
    const script = join(path, "sweep.sbatch");
    await writing(out, () => writeWhole(script, scriptFor(path, { shards, shardCount, options })));
    const job = await submitScript(script);
    io.print(
      `Submitted job ${job}: ${shards.length} array task${shards.length === 1 ? "" : "s"}, logs in ${
        logFile(out, job, "*")
      }\n`,
    );
    const code = wait ? await follow(io, folder, { job, shardCount }) : 0;
    if (code !== 0) return code;
  }
  return wait ? await merge.run({ folder: out, out: merged }, io) : 0;
}

interface ShardsOf {
  /** Indices, from 0. */
  shards: number[];
  /** Number of all shards. */
  shardCount: number;
}

function arrayOf(shardCount: number): ShardsOf {
  return { shards: Array.from({ length: shardCount }, (_, i) => i), shardCount };
}

/** The shards that a folder lacks. Its first sweep decides their number. */
async function unfinishedShards(
  folder: SweepFolder,
  { arraySize, usual }: { arraySize?: number; usual: number },
): Promise<ShardsOf> {
  const files = await shardFiles(folder);
  const { of: shardCount = arraySize ?? usual } = files[0] ?? {};
  if (arraySize !== undefined && arraySize !== shardCount) {
    throw new TypeError(
      `Cannot sweep into ${folder.shown}: it has shards of ${shardCount}, and --array-size is ${arraySize}`,
    );
  }
  const finished = new Set(files.filter(({ complete }) => complete).map(({ index }) => index));
  return { shards: arrayOf(shardCount).shards.filter((index) => !finished.has(index)), shardCount };
}

/** The script runs this program by its real path, which all nodes must see, like the folder. */
function scriptFor(folder: string, array: ShardsOf & { options: readonly string[] }): string {
  const ofProject = (file: string) => fromFileUrl(new URL(`../${file}`, import.meta.url));
  const deno = [Deno.execPath(), "run", "-q", "-P=sweep", `--config=${ofProject("deno.json")}`, ofProject("main.ts")];
  return batchScript({ command: [...deno, "sweep", join(folder, "plan.json"), `--out=${folder}`], folder, ...array });
}

/** Waits for a job. Reports array tasks that failed, and then returns 1. */
async function follow(
  io: CommandIo,
  folder: SweepFolder,
  { job, shardCount }: { job: string; shardCount: number },
): Promise<number> {
  const onProgress = progressOf(io, "shards");
  const unfinished = async () => (await unfinishedShards(folder, { usual: shardCount })).shards;
  const before = shardCount - (await unfinished()).length;
  return await interruptible(
    async (signal) => {
      const failed = await followJob(job, {
        signal,
        unfinished,
        onProgress: (left) => onProgress(shardCount - left, shardCount, before),
      });
      io.showProgress("");
      if (failed.length > 0) io.complain(failureText(failed, folder.shown, job));
      return failed.length > 0 ? 1 : 0;
    },
    () => {
      io.showProgress("");
      io.complain(`job ${job} goes on; scancel ${job} stops it\n`);
    },
  );
}

function failureText(failed: readonly FailedTask[], folder: string, job: string): string {
  const lines = failed.slice(0, MOST_NAMED).map(({ index, state = "gone" }) =>
    `array task ${index} ended without its shard (${state}): see ${logFile(folder, job, index)}`
  );
  const more = failed.length > MOST_NAMED ? [`and ${failed.length - MOST_NAMED} more`] : [];
  return [...lines, ...more, "the same command submits these shards again; they go on where they stopped", ""].join(
    "\n",
  );
}
