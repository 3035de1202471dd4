import { assert, assertEquals, assertMatch } from "@std/assert";
import { batchScript, logFile } from "../../shards/slurm-script.ts";
import { assertThrowsWith } from "../errors.ts";

const ARRAY = { command: ["true"], shards: [0, 1, 2], shardCount: 3, folder: "/data/out", options: [] };

/** The arguments that a script passes on, run without Slurm. */
async function argumentsOf(script: string, env: Record<string, string>): Promise<string[]> {
  const { stdout } = await new Deno.Command("bash", { args: ["-c", script], env }).output();
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}

Deno.test("batchScript passes on the shard and the cores of a task, and any path unchanged", async () => {
  const path = `/a b/it's/"q"/100%/$HOME/#x/\`id\`/(é).json`;
  const command = ["printf", "%s\\0", path];
  const script = batchScript({ ...ARRAY, command });
  const env = { SLURM_ARRAY_TASK_ID: "2" };
  assertEquals(await argumentsOf(script, env), [path, "--shard", "2/3", "--workers", "1"]);
  assertEquals((await argumentsOf(script, { ...env, SLURM_CPUS_PER_TASK: "8" })).at(-1), "8");
});

Deno.test("batchScript lists the shards as ranges", () => {
  const arrayOf = (...shards: number[]) => /--array=(.*)/.exec(batchScript({ ...ARRAY, shards }))![1];
  assertEquals(arrayOf(0), "0");
  assertEquals(arrayOf(0, 1, 2, 3), "0-3");
  assertEquals(arrayOf(0, 2, 3, 4, 9), "0,2-4,9");
});

Deno.test("batchScript quotes options of sbatch", () => {
  const script = batchScript({ ...ARRAY, options: ["-p", "long", "--time=1:00:00", `--comment=it's "fine" \\ #1`] });
  assert(script.includes(`#SBATCH -p long --time=1:00:00 "--comment=it's \\"fine\\" \\\\ #1"\n`), script);
});

Deno.test("batchScript writes one log for each task, also to a folder with %", () => {
  assertMatch(batchScript(ARRAY), /^#SBATCH --output=\/data\/out\/slurm-%A_%a\.log$/m);
  assertMatch(batchScript({ ...ARRAY, folder: "/50% x" }), /^#SBATCH "--output=\/50%% x\/slurm-%A_%a\.log"$/m);
  assertEquals(logFile("/data/out", "12", 3), "/data/out/slurm-12_3.log");
});

Deno.test("batchScript rejects options that the sweep sets, line breaks, and log paths that Slurm cannot take", () => {
  for (const option of ["--array=0-3", "-a0-3", "--output", "-o", "--wait", "-W", "--wrap=x", "--parsable"]) {
    assertThrowsWith(
      () => batchScript({ ...ARRAY, options: [option] }),
      /^TypeError: the sweep sets sbatch's -.* itself: -/,
    );
  }
  assert(batchScript({ ...ARRAY, options: ["--account=x", "--wait-all-nodes=1", "--exclusive"] }));
  assertThrowsWith(() => batchScript({ ...ARRAY, options: ["--comment=a\nb"] }), /cannot contain a line break/);
  assertThrowsWith(() => batchScript({ ...ARRAY, folder: "/a\\b" }), /its path has a backslash$/);
});
