/**
 * Measures sweeps in folders: the speedup of two workers over one, the time beside the same simulations in one loop, and the
 * peak memory of a sweep of 100 000 tasks. Run it with `deno run -A bench/sweep.ts`.
 *
 * @module
 */
import { cpuUsage } from "node:process";
import { median } from "d3-array";
import { simulatePlan } from "../lib/sweep/sweep.ts";
import type { SweepPlan } from "../lib/sweep/plan.ts";
import { formatNumber } from "../lib/text/format.ts";
import { openFolder } from "../shards/folder.ts";
import { runShard } from "../shards/run-shard.ts";
import { WHOLE } from "../shards/shard-of.ts";
import { residentBytes } from "./timing.ts";

/** Rounds in which each kind of run has its turn, because the speed of a shared machine varies over the minutes. */
const ROUNDS = 5;

/** A plan of two engines. The tasks of small guests take microseconds. */
function planOf(memoryBytes: number, replicates: number): SweepPlan {
  return {
    base: { vm: { memoryBytes }, workload: { kind: "uniform", writesPerSecond: 3000 } },
    axes: { "migration.engine": ["pre-copy", "three-stage"] },
    replicates,
  };
}

interface Times {
  wall: number;
  /** Processor time of all threads, which other programs on the machine hardly change. */
  cpu: number;
}

async function timesOf(run: () => unknown): Promise<Times> {
  const start = performance.now();
  const before = cpuUsage();
  await run();
  const { user, system } = cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

/** Simulates a plan into a new folder. */
async function sweepInto(plan: SweepPlan, workers: number): Promise<void> {
  const path = await Deno.makeTempDir({ prefix: "pageferry-bench-" });
  try {
    await runShard(await openFolder({ path, shown: path }, plan), WHOLE, { workers });
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

async function compareTimes(name: string, plan: SweepPlan): Promise<void> {
  const runs = [() => simulatePlan(plan), () => sweepInto(plan, 1), () => sweepInto(plan, 2)];
  const rounds: Times[][] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const times: Times[] = [];
    for (const run of runs) times.push(await timesOf(run));
    // The first round compiles.
    if (round > 0) rounds.push(times);
  }
  const middle = (of: (times: Times[]) => number) => formatNumber(median(rounds, of)!);
  console.log(
    `${name}: ${middle(([loop]) => loop.wall)} s in a loop, ${middle(([loop]) => loop.cpu)} s of processor time`,
  );
  for (const workers of [1, 2]) {
    const overhead = middle((times) => times[workers].cpu / times[0].cpu);
    console.log(`  ${workers} worker(s) and files: ${overhead} times the loop's processor time`);
  }
  console.log(`  two workers against one: ${middle(([, one, two]) => one.wall / two.wall)} times as fast`);
}

if (Deno.args[0] === "memory") {
  await sweepInto(planOf(2 ** 22, 50_000), 2);
  console.log(`100 000 tasks, two workers: ${formatNumber(residentBytes() / 2 ** 20)} MiB resident at most`);
} else {
  await compareTimes("2 000 tasks of 8 GiB", planOf(2 ** 33, 1000));
  await compareTimes("40 000 tasks of 4 MiB", planOf(2 ** 22, 20_000));
  // In a process of its own, whose memory is that of one sweep.
  const args = ["run", "-A", import.meta.filename!, "memory"];
  await new Deno.Command(Deno.execPath(), { args, stdout: "inherit", stderr: "inherit" }).spawn().status;
}
