import { parseScenario } from "../lib/scenario/parse.ts";
import { scenarioWarnings } from "../lib/scenario/warnings.ts";
import { parsePlan, type SweepPlan, type TaskList, taskList } from "../lib/sweep/plan.ts";
import { streamRecords } from "../lib/sweep/stream.ts";
import { summarizeRows } from "../lib/sweep/summary.ts";
import { rowOfRecord, type SweepRow } from "../lib/sweep/sweep.ts";
import { summariesTable } from "../lib/table/sweep-table.ts";
import { openFolder } from "../shards/folder.ts";
import { runShard } from "../shards/run-shard.ts";
import { type Shard, shardOf } from "../shards/shard-of.ts";
import { defineCommand } from "../shell/command.ts";
import { argument, flagName, restArguments, text, toggle, wholeNumber } from "../shell/flags.ts";
import { interruptible } from "../shell/interrupt.ts";
import { type CommandIo, progressOf } from "../shell/io.ts";
import { checkedFrom, readJson } from "../shell/read-json.ts";
import { sweepUnderSlurm } from "./sweep-slurm.ts";

/** The command `sweep`. */
export const command = defineCommand({
  name: "sweep",
  about: "Simulate every combination of a plan's axes, several times each, on all cores.",
  flags: {
    file: argument("the plan; - reads standard input", { value: "PLAN.json" }),
    json: toggle('print {"rows": [...], "summaries": [...]} as one JSON document'),
    out: text("write the rows to a folder, for merge, instead of printing them", { value: "DIR" }),
    workers: wholeNumber("worker threads", { min: 1, max: 1024, shown: "one for each core" }),
    shard: text("simulate one of N parts of the plan, with --out: I from 0 to N - 1", { value: "I/N" }),
    shards: wholeNumber("number of parts, if a scheduler tells only the index", { min: 1 }),
    slurm: toggle(
      "submit the plan as a Slurm job array, with --out; both must be on a file system that all nodes share",
    ),
    arraySize: wholeNumber("array tasks of the job", { min: 1, shown: "as in DIR, or 32" }),
    wait: toggle("wait for the Slurm job, then merge its shards"),
    merged: text("the file for --wait; its ending is its format", { value: "FILE", shown: "DIR/rows.parquet" }),
    dryRun: toggle("print the batch script of --slurm and submit nothing"),
    options: restArguments("options for sbatch, after --: -- --partition=long --time=2:00:00", {
      value: "SBATCH_OPTION",
    }),
  },
  notes: [
    "PLAN.json contains the shared base scenario, the values of each axis, and the number of replicates of each " +
    "combination. Comments are allowed:",
    `  {
    "base": { "workload": { "kind": "uniform", "writesPerSecond": 3000 } },
    "axes": {
      "vm.memoryBytes": { "from": 134217728, "to": 1073741824, "steps": 4, "scale": "log", "multipleOf": 4096 },
      "migration.engine": ["pre-copy", "three-stage"]
    },
    "replicates": 5
  }`,
    "With --out, an interrupted sweep goes on where it stopped when the same command runs again. In a job array of Slurm, " +
    "AWS Batch, Kubernetes, GNU parallel or HyperQueue, the shard follows from the scheduler's environment variables.",
  ],
  exitCodes: { 1: "a task of the Slurm job failed", 130: "stopped by Ctrl-C" },
  async run({ file, json, out, workers, shard, shards, slurm, arraySize, wait, merged, dryRun, options }, io) {
    if (!slurm) requireNoSlurm({ arraySize, wait, merged, dryRun }, options);
    if (slurm && (shard !== undefined || shards !== undefined || workers !== undefined)) {
      throw new TypeError("--slurm chooses shards and workers; use --array-size N and -- --cpus-per-task=N");
    }
    if (slurm && out === undefined) throw new TypeError("--slurm needs --out DIR");
    if (out === undefined && (shard !== undefined || shards !== undefined)) {
      throw new TypeError(`${shard === undefined ? "--shards" : "--shard"} needs --out DIR`);
    }
    if (out !== undefined && json) throw new TypeError("--json prints rows; with --out, use merge");
    const input = await readJson(io, file);
    if (out === undefined) {
      const plan = checkedFrom(file, () => parsePlan(input));
      return await printSweep(io, plan, { json, workers });
    }
    const plan = input as SweepPlan;
    // Combinations that are invalid become rows with an error, but a plan whose first is invalid is a mistake.
    checkedFrom(file, () => parseScenario(taskList(plan).at(0).scenario));
    if (slurm) return await sweepUnderSlurm(io, plan, { out, arraySize, dryRun, wait, merged, options });
    const part = shardOf({ shard, shards }, io.environment);
    return await sweepInto(io, plan, { out, shard: part, workers });
  },
});

function requireNoSlurm(flags: Readonly<Record<string, unknown>>, [option]: readonly string[]): void {
  if (option !== undefined) throw new TypeError(`unexpected argument: ${option}`);
  const given = Object.keys(flags).find((key) => flags[key] !== undefined && flags[key] !== false);
  if (given !== undefined) throw new TypeError(`${flagName(given)} needs --slurm`);
}

/** Simulates a plan and prints its summaries. */
async function printSweep(
  io: CommandIo,
  plan: SweepPlan,
  { json, workers }: { json: boolean; workers?: number },
): Promise<number> {
  const tasks = taskList(plan);
  warn(io, taskList({ ...plan, replicates: 1 }));
  const onProgress = progressOf(io, "simulations");
  const rows: SweepRow[] = [];
  for await (const records of streamRecords(plan, { workers })) {
    for (const record of records) onProgress(rows.push(rowOfRecord(record)), tasks.length);
  }
  const summaries = summarizeRows(rows);
  const { text } = summariesTable(summaries, { mostRows: Infinity });
  io.print(json ? `${JSON.stringify({ rows, summaries })}\n` : `${text}\n`);
  return 0;
}

function warn(io: CommandIo, points: TaskList): void {
  const warnings = new Set<string>();
  for (let i = 0; i < points.length; i++) {
    for (const warning of scenarioWarnings(parseScenario(points.at(i).scenario))) warnings.add(warning);
  }
  for (const warning of warnings) io.complain(`warning: ${warning}\n`);
}

/** Simulates one shard of a plan into a folder. */
async function sweepInto(
  io: CommandIo,
  plan: SweepPlan,
  { out, shard, workers }: { out: string; shard: Shard; workers?: number },
): Promise<number> {
  const onWarning = (sentence: string) => io.complain(`warning: ${sentence}\n`);
  const folder = await openFolder({ path: io.callerPath(out), shown: out, onWarning }, plan);
  const { index, of } = shard;
  const name = of === 1 ? out : `${out}, shard ${index} of ${of}`;
  return await interruptible(
    async (signal) => {
      const onProgress = progressOf(io, "simulations");
      const { total, before, failed, firstError } = await runShard(folder, shard, { workers, signal, onProgress });
      if (failed > 0) io.complain(`warning: ${failed} of ${total - before} tasks failed; the first: ${firstError}\n`);
      io.print(`${name}: ${total} rows${before === 0 ? "" : `, ${before} of them from earlier runs`}\n`);
      return 0;
    },
    () => {
      io.showProgress("");
      io.complain(`${name}: stopped; the same command goes on from here\n`);
    },
  );
}
