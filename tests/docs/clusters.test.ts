import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { dirname } from "@std/path";
import { parse } from "@std/yaml/parse";
import { commandLine, ROOT, withFiles } from "../cli/command-line.ts";

const PAGE = Deno.readTextFileSync(`${ROOT}docs/clusters.md`);
const PLAN = JSON.stringify({
  base: { workload: { kind: "uniform", writesPerSecond: 3000 } },
  axes: { "vm.memoryBytes": [2 ** 22, 2 ** 23, 2 ** 24], "migration.engine": ["pre-copy", "three-stage"] },
  replicates: 3,
});

/** The code block of the page that has a text. */
function blockWith(language: string, text: string): string {
  const blocks = Array.from(PAGE.matchAll(/^```(\w+)\n([^]*?)^```/gm), ([, name, code]) => ({ name, code }));
  return blocks.find(({ name, code }) => name === language && code.includes(text))!.code;
}

/** Asserts that the shards in `out` merge to the bytes of a local sweep. */
async function assertComplete(folder: string): Promise<void> {
  const run = async (...args: string[]) => {
    const { code, stderr } = await commandLine(args, { permissions: ["-P=sweep"], callerFolder: folder });
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
  };
  await run("sweep", "plan.json", "--out=local");
  await run("merge", "local", "--out=local.jsonl");
  await run("merge", "out", "--out=merged.jsonl");
  const [one, other] = ["local", "merged"].map((name) => Deno.readTextFileSync(`${folder}/${name}.jsonl`));
  assertStrictEquals(other, one);
}

const deno = { PATH: `${dirname(Deno.execPath())}:${Deno.env.get("PATH")}` };

Deno.test("the Kubernetes Job of docs/clusters.md is a valid Indexed Job, and its command computes all shards", async () => {
  const yaml = blockWith("yaml", "kind: Job");
  assertStrictEquals(yaml.trim().split("\n").length, 10);
  const { apiVersion, kind, metadata, spec, ...rest } = parse(yaml) as Job;
  assertEquals([apiVersion, kind, Object.keys(rest)], ["batch/v1", "Job", []]);
  assert(/^[a-z0-9-]+$/.test(metadata.name));
  const { completionMode, completions, parallelism, template: { spec: pod } } = spec;
  assertEquals([completionMode, completions, parallelism], ["Indexed", 8, 8]);
  assert(["Never", "OnFailure"].includes(pod.restartPolicy), "a Job accepts no other");
  const [{ volumeMounts, command, image, workingDir }] = pod.containers;
  assertEquals(volumeMounts.map(({ name }) => name), pod.volumes.map(({ name }) => name));
  assert(workingDir.startsWith(`${volumeMounts[0].mountPath}/`));
  assertStrictEquals(image, `denoland/deno:${/DENO=(\S+)/.exec(Deno.readTextFileSync(`${ROOT}.ci/run`))![1]}`);
  await withFiles({ "plan.json": PLAN }, async (folder) => {
    const [program, ...args] = command.map((word) => word.replace("/data/", `${folder}/`));
    for (let index = 0; index < completions; index++) {
      const env = { ...deno, JOB_COMPLETION_INDEX: `${index}` };
      const { success } = await new Deno.Command(program, { args, env, cwd: ROOT, stdout: "null" }).output();
      assert(success);
    }
    await assertComplete(folder);
  });
});

interface Job {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: {
    completionMode: string;
    completions: number;
    parallelism: number;
    template: { spec: { restartPolicy: string; volumes: { name: string }[]; containers: Container[] } };
  };
}

interface Container {
  image: string;
  workingDir: string;
  command: string[];
  volumeMounts: { name: string; mountPath: string }[];
}

const hasParallel = await new Deno.Command("which", { args: ["parallel"], stdout: "null" }).output();

Deno.test({
  name: "the commands for GNU parallel of docs/clusters.md compute and merge all shards",
  ignore: !hasParallel.success,
  fn: () =>
    withFiles({ "plan.json": PLAN }, async (folder) => {
      const script = blockWith("sh", "parallel --sshlogin")
        // This machine stands for the others.
        .replace("node1,node2", ":").replaceAll("/data/pageferry", ROOT).replaceAll("/data/", `${folder}/`);
      const { success } = await new Deno.Command("bash", {
        args: ["-euo", "pipefail", "-c", script],
        env: { ...deno, PARALLEL_HOME: folder, INIT_CWD: folder },
        cwd: ROOT,
        stdout: "null",
      }).output();
      assert(success);
      assert(Deno.statSync(`${folder}/rows.parquet`).size > 0);
      await assertComplete(folder);
    }),
});

Deno.test("docs/clusters.md gives sbatch options that the sweep accepts", async () => {
  const words = blockWith("sh", "--slurm").trim().replace(" --wait", " --dry-run").split(" ").slice(2);
  await withFiles({ "plan.json": PLAN }, async (folder) => {
    const { code, stdout } = await commandLine(words, { permissions: ["-P=sweep"], callerFolder: folder });
    assertStrictEquals(code, 0);
    assert(stdout.includes("#SBATCH --partition=long --time=2:00:00 --cpus-per-task=4\n"), stdout);
  });
});
