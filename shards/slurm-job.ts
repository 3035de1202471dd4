import { delay } from "@std/async/delay";
import { oneLine } from "../lib/text/one-line.ts";

/**
 * Submits a batch script and returns the number of the job.
 *
 * @throws {TypeError} in one line if there is no `sbatch`, or it does not accept the script
 */
export async function submitScript(script: string): Promise<string> {
  const { code, stdout, stderr } = await run("sbatch", ["--parsable", script]);
  const [, job] = /^(\d+)/.exec(stdout) ?? [];
  if (code === 0 && job !== undefined) return job;
  throw new TypeError(`sbatch does not accept ${script}: ${oneLine(stderr || stdout) || `exit code ${code}`}`);
}

/** An array task that ended without a finished shard. */
export interface FailedTask {
  index: number;
  /** The state in which Slurm ended it, such as `TIMEOUT`; `undefined` if Slurm has forgotten it. */
  state?: string;
}

/** Options of {@linkcode followJob}. */
export interface FollowOptions {
  /** Returns the shards of the job that are not finished. */
  unfinished(): Promise<readonly number[]>;
  /** Stops waiting; the job goes on. */
  signal?: AbortSignal;
  /** Called after each look with the number of shards that are not finished. */
  onProgress(unfinished: number): void;
}

/** Slurm's controller serves everybody, so a long job asks it rarely. Looking for files is cheap. */
const LEAST_WAIT = 1;
const MOST_WAIT = 30;
/** Seconds in which a file that a node has written must be visible here, on a file system of several machines. */
const GRACE = 15;
/** A controller may be unreachable for some minutes. */
const MOST_FAILURES = 20;

/**
 * Waits until every array task of a job has ended, and returns those that left their shards unfinished.
 *
 * It looks for finished shards, and asks `squeue` for the tasks of the others; accounting is not needed.
 *
 * @throws {TypeError} in one line if `squeue` is missing or keeps failing
 */
export async function followJob(job: string, { unfinished, signal, onProgress }: FollowOptions): Promise<FailedTask[]> {
  let ended: number | undefined;
  let failures = 0;
  for (let seconds = LEAST_WAIT;; seconds = Math.min(MOST_WAIT, 1.5 * seconds)) {
    const left = await unfinished();
    onProgress(left.length);
    if (left.length === 0) return [];
    const states = await statesOf(job).catch((error) => {
      if (++failures >= MOST_FAILURES || error instanceof Deno.errors.NotFound) throw error;
      return null;
    });
    if (states !== null) failures = 0;
    const isActive = (index: number) => states === null || ACTIVE.has(states.get(index) ?? "");
    if (left.some(isActive)) {
      ended = undefined;
    } else {
      seconds = LEAST_WAIT;
      ended ??= performance.now();
      const failed = left.map((index) => ({ index, state: states!.get(index) }));
      const isLate = failed.some(({ state }) => state === undefined || state === "COMPLETED");
      // Tasks may have ended since the look at the files.
      if (performance.now() - ended > (isLate ? GRACE : LEAST_WAIT) * 1000) return failed;
    }
    await delay(1000 * seconds, { signal });
  }
}

/** States of tasks that may still finish their shards. */
const ACTIVE = new Set(
  ("PENDING RUNNING CONFIGURING COMPLETING SUSPENDED STOPPED SIGNALING STAGE_OUT RESIZING RESV_DEL_HOLD " +
    "REQUEUED REQUEUE_FED REQUEUE_HOLD SPECIAL_EXIT").split(" "),
);

/** The states of a job's array tasks by index; empty if Slurm has forgotten the job. */
async function statesOf(job: string): Promise<Map<number, string>> {
  const { code, stdout, stderr } = await run("squeue", [
    ...["--noheader", "--array", "--states=all", `--jobs=${job}`, "--format=%K %T"],
  ]);
  if (code !== 0 && !stderr.includes("Invalid job id")) throw new TypeError(`squeue failed: ${oneLine(stderr)}`);
  const lines = stdout.split("\n").map((line) => line.trim().split(" ")).filter(({ length }) => length === 2);
  return new Map(lines.map(([index, state]) => [Number(index), state]));
}

async function run(program: string, args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const { code, stdout, stderr } = await new Deno.Command(program, { args }).output();
    const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim());
    return { code, stdout: out, stderr: error };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(`${program} not found: --slurm needs Slurm on this machine (see --dry-run)`);
  }
}
