import { rangesOf } from "./shard-of.ts";

/** A part of a sweep to run as a Slurm job array. Paths are absolute, and every node must see them. */
export interface SlurmArray {
  /** The command that simulates one shard, without its index: its program and arguments. */
  command: readonly string[];
  /** The shards to simulate, from 0. */
  shards: readonly number[];
  /** Number of all shards. */
  shardCount: number;
  /** The folder of the shards and logs. */
  folder: string;
  /** Options of `sbatch` from the caller. */
  options: readonly string[];
}

/**
 * The batch script of a job array with one task for each shard.
 *
 * @throws {TypeError} if an option is one that the sweep sets itself, or a word cannot stand in a batch script
 */
export function batchScript({ command, shards, shardCount, folder, options }: SlurmArray): string {
  for (const option of options) requireFree(option);
  // The index is passed on explicitly, so `sbatch --array=3 SCRIPT` runs shard 3 again.
  return `#!/bin/bash
#SBATCH --job-name=pageferry-sweep
#SBATCH --array=${rangesOf(shards)}
#SBATCH ${directiveWord(`--output=${logPattern(folder)}`)}
#SBATCH --open-mode=append
${options.length === 0 ? "" : `#SBATCH ${options.map(directiveWord).join(" ")}\n`}
# One task for each shard of the plan. A shard goes on where it stopped, so the job may be requeued or submitted again.
exec ${command.map(shellWord).join(" ")} \\
  --shard "$SLURM_ARRAY_TASK_ID/${shardCount}" --workers "\${SLURM_CPUS_PER_TASK:-1}"
`;
}

/** The log of an array task. */
export function logFile(folder: string, job: string, shard: number | string): string {
  return `${folder}/slurm-${job}_${shard}.log`;
}

/** In file names, Slurm replaces % and a letter. A backslash anywhere switches that off. */
function logPattern(folder: string): string {
  if (folder.includes("\\")) throw new TypeError(`--slurm cannot write logs to ${folder}: its path has a backslash`);
  return logFile(folder.replaceAll("%", "%%"), "%A", "%a");
}

/** Options that would change the meaning of the array, or what becomes of its logs. */
const TAKEN = /^(--(array|output|error|wrap|wait|parsable)(=|$)|-[aoeW])/;

function requireFree(option: string): void {
  const [taken] = TAKEN.exec(option) ?? [];
  if (taken !== undefined) throw new TypeError(`the sweep sets sbatch's ${taken.replace("=", "")} itself: ${option}`);
}

const PLAIN = /^[\w./:=,@%+-]+$/;

/** A word of an `#SBATCH` line, in which quotes and backslashes are read as in a shell, but `$` is not. */
function directiveWord(word: string): string {
  return PLAIN.test(word) ? word : `"${oneLineWord(word).replaceAll(/["\\]/g, "\\$&")}"`;
}

/** A word of a shell command. */
function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${oneLineWord(word).replaceAll("'", "'\\''")}'`;
}

function oneLineWord(word: string): string {
  if (/[\n\r\0]/.test(word)) {
    throw new TypeError(`a batch script cannot contain a line break, got ${JSON.stringify(word)}`);
  }
  return word;
}
