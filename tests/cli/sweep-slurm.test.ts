import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { slurmTest } from "../slurm.ts";
import { commandLine, type Outcome, withFiles } from "./command-line.ts";

const PLAN = JSON.stringify({
  base: { workload: { kind: "uniform", writesPerSecond: 3000 } },
  axes: { "vm.memoryBytes": [2 ** 22, 2 ** 23, 2 ** 24], "migration.engine": ["pre-copy", "three-stage", "post-copy"] },
  replicates: 4,
});
/** A folder that every layer has to quote. */
const OUT = `out 100% "it's" $HOME #1`;

async function run(folder: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return await commandLine(args, { permissions: ["-P=sweep"], callerFolder: folder, env });
}

const slurm = ["sweep", "plan.json", "--slurm", "--out", OUT];

slurmTest("sweep --slurm --wait gives the bytes of a local sweep", async ({ env }) => {
  await withFiles({ "plan.json": PLAN }, async (folder) => {
    await run(folder, ["sweep", "plan.json", "--out", "local"]);
    await run(folder, ["merge", "local", "--out", "local.jsonl"]);
    const job = ["--array-size=5", "--wait", "--merged=slurm.jsonl", "--", "--cpus-per-task=2", "--comment=a b"];
    const { code, stdout, stderr } = await run(folder, [...slurm, ...job], env);
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    const [submitted, merged, ...rest] = stdout.split("\n");
    assertMatch(submitted, /^Submitted job \d+: 5 array tasks, logs in out 100.*_\*\.log$/);
    assertEquals([merged, ...rest], ["slurm.jsonl: 36 rows", ""]);
    const [one, other] = ["local", "slurm"].map((name) => Deno.readTextFileSync(`${folder}/${name}.jsonl`));
    assertStrictEquals(one.split("\n").length, 37);
    assertStrictEquals(other, one);
    const { runs: [{ workers }] } = JSON.parse(
      Deno.readTextFileSync(`${folder}/${OUT}/shard-0-of-5.provenance.json`),
    );
    assertStrictEquals(workers, 2);
  });
});

slurmTest(
  "sweep --slurm --wait names array tasks that fail, and continues them when it runs again",
  async ({ env }) => {
    await withFiles({ "plan.json": PLAN }, async (folder) => {
      const command = [...slurm, "--array-size=3", "--wait"];
      // A folder in place of a shard's file: the task cannot write.
      await Deno.mkdir(`${folder}/${OUT}/shard-1-of-3.jsonl.part`, { recursive: true });
      const failed = await run(folder, command, env);
      assertStrictEquals(failed.code, 1);
      const [, log] = /^array task 1 ended without its shard \(FAILED\): see (.*_1\.log)\n/.exec(failed.stderr) ?? [];
      assert(log !== undefined, failed.stderr);
      assertMatch(Deno.readTextFileSync(`${folder}/${log}`), /^Cannot write to .*: .*\n$/);
      assertEquals(failed.stdout.split("\n").length, 2, "nothing is merged");
      await Deno.remove(`${folder}/${OUT}/shard-1-of-3.jsonl.part`);
      const again = await run(folder, command, env);
      assertEquals({ code: again.code, stderr: again.stderr }, { code: 0, stderr: "" });
      assertMatch(again.stdout, /^Submitted job \d+: 1 array task,.*\n.*\/rows\.parquet: 36 rows\n$/);
      const done = await run(folder, command, env);
      assertMatch(done.stdout, /^[^\n]*\/rows\.parquet: 36 rows\n$/);
      const other = await run(folder, [...slurm, "--array-size=4"], env);
      assertMatch(other.stderr, /it has shards of 3, and --array-size is 4\n$/);
    });
  },
);

slurmTest("sweep --slurm without --wait submits the job and ends; sbatch's errors are one line", async ({ env }) => {
  await withFiles({ "plan.json": PLAN }, async (folder) => {
    const refused = await run(folder, [...slurm, "--", "--partition=none"], env);
    assertStrictEquals(refused.code, 2);
    assertMatch(refused.stderr, /^sbatch does not accept [^\n]*: [^\n]*invalid partition[^\n]*\n$/);
    const { code, stdout } = await run(folder, slurm, env);
    assertStrictEquals(code, 0);
    assertMatch(stdout, /^Submitted job \d+: 32 array tasks, [^\n]*\n$/);
  });
});

Deno.test("sweep --slurm --dry-run prints the script and writes nothing", async () => {
  await withFiles({ "plan.json": PLAN }, async (folder) => {
    const { code, stdout, stderr } = await run(folder, [...slurm, "--dry-run", "--", "--time=1:00"]);
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    assertMatch(stdout, /^#!\/bin\/bash\n#SBATCH [^]*\n#SBATCH --array=0-31\n[^]*\n#SBATCH --time=1:00\n/);
    assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["plan.json"]);
  });
});

Deno.test("sweep --slurm without sbatch, and its flags without --slurm, are one line", async () => {
  await withFiles({ "plan.json": PLAN }, async (folder) => {
    const cases: [args: string[], error: string | RegExp][] = [
      [slurm, /^sbatch not found: --slurm needs Slurm on this machine \(see --dry-run\)\n$/],
      [["sweep", "plan.json", "--slurm"], "--slurm needs --out DIR\n"],
      [["sweep", "plan.json", "--wait"], "--wait needs --slurm\n"],
      [["sweep", "plan.json", "--array-size=3"], "--array-size needs --slurm\n"],
      [["sweep", "plan.json", "extra"], "unexpected argument: extra\n"],
      [[...slurm, "--wait", "--merged=x.xls"], "--merged must end with .parquet, .csv, .jsonl, got x.xls\n"],
      [[...slurm, "--", "--array=1-5"], /^the sweep sets sbatch's --array itself/],
      [[...slurm, "--workers=3"], /^--slurm chooses shards and workers; use --array-size N and -- --cpus-per-task=N/],
    ];
    for (const [args, error] of cases) {
      const { code, stdout, stderr } = await run(folder, args, { PATH: "/nowhere" });
      assertEquals([code, stdout], [2, ""]);
      if (typeof error === "string") assertStrictEquals(stderr, error);
      else assertMatch(stderr, error);
    }
  });
});
