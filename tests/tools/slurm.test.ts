import { assert, assertEquals, assertThrows } from "@std/assert";
import { output, slurmTest } from "../slurm.ts";

slurmTest("tools/slurm.sh starts a node that runs jobs, and stop leaves no file or process", async (cluster) => {
  const { folder, env, stop } = cluster;
  const job = await output("sbatch", ["--parsable", "--output=/dev/null", "--wrap=sleep 300"], env);
  const stateOf = () => output("squeue", ["--noheader", `--jobs=${job}`, "--format=%T"], env);
  while (await stateOf() !== "RUNNING") await new Promise((resolve) => setTimeout(resolve, 200));
  const pids = ["munged", "slurmctld", "slurmd"].map((name) => Deno.readTextFileSync(`${folder}/${name}.pid`).trim());
  const isRunning = (pid: string) => {
    try {
      return Deno.statSync(`/proc/${pid}`).isDirectory;
    } catch {
      return false;
    }
  };
  assert(pids.every(isRunning));
  await stop();
  assertEquals(pids.filter(isRunning), []);
  assertThrows(() => Deno.statSync(folder), Deno.errors.NotFound);
});
