import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { delay } from "@std/async/delay";
import { join } from "@std/path";
import { sweep } from "../../lib/sweep.ts";
import { commandLine, ROOT, withFiles } from "./command-line.ts";

const PLAN = {
  base: { vm: { memoryBytes: 2 ** 24 }, workload: { kind: "uniform", writesPerSecond: 3000 } },
  axes: { "vm.vcpus": [1, 2, 3], "migration.engine": ["pre-copy", "three-stage"] },
  replicates: 5,
} as const;
/** Some seconds of work in small tasks. */
const LONG = { ...PLAN, base: { ...PLAN.base, vm: { memoryBytes: 2 ** 27 } }, replicates: 600 };
const permissions = ["-P=sweep"];

Deno.test("sweep --out and merge write the rows of the plan, in parts or not", async () => {
  await withFiles({ "plan.json": JSON.stringify(PLAN) }, async (folder) => {
    const run = (...args: string[]) => commandLine(args, { permissions, callerFolder: folder });
    const whole = await run("sweep", "plan.json", "--out", "whole", "--workers", "2");
    assertEquals(whole, { code: 0, stdout: "whole: 30 rows\n", stderr: "" });
    for (const shard of ["0/2", "1/2"]) {
      const { code, stdout } = await run("sweep", "plan.json", "--out", "parts", "--shard", shard);
      assertEquals({ code, stdout }, { code: 0, stdout: `parts, shard ${shard[0]} of 2: 15 rows\n` });
    }
    const again = await run("sweep", "plan.json", "--out", "whole");
    assertStrictEquals(again.stdout, "whole: 30 rows, 30 of them from earlier runs\n");
    for (const name of ["whole", "parts"]) {
      const { code, stdout, stderr } = await run("merge", name, "--out", `${name}.jsonl`);
      assertEquals({ code, stdout, stderr }, { code: 0, stdout: `${name}.jsonl: 30 rows\n`, stderr: "" });
    }
    const text = Deno.readTextFileSync(join(folder, "whole.jsonl"));
    assertStrictEquals(Deno.readTextFileSync(join(folder, "parts.jsonl")), text);
    const rows = text.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(rows, sweep(PLAN).map((row) => ({ ...row, error: null })));
  });
});

Deno.test("sweep --out warns about tasks that failed; a plan whose first fails is refused", async () => {
  const plan = (...memoryBytes: number[]) => JSON.stringify({ axes: { "vm.memoryBytes": memoryBytes } });
  await withFiles({ "some.json": plan(4096, 1000), "first.json": plan(1000, 4096) }, async (folder) => {
    const run = (...args: string[]) => commandLine(args, { permissions, callerFolder: folder });
    const rule = "vm.memoryBytes must be a whole number of pages of 4096 bytes, got 1000\n";
    assertEquals(await run("sweep", "some.json", "--out", "some"), {
      code: 0,
      stdout: "some: 2 rows\n",
      stderr:
        `warning: 1 of 2 tasks failed; the first: vm.memoryBytes = 1000, replicate = 0: Cannot read scenario: ${rule}`,
    });
    assertEquals(await run("merge", "some", "--out", "some.csv"), {
      code: 0,
      stdout: "some.csv: 2 rows\n",
      stderr: "warning: 1 of 2 rows have an error instead of results\n",
    });
    assertEquals(await run("sweep", "first.json", "--out", "first"), {
      code: 2,
      stdout: "",
      stderr: `Cannot read scenario from first.json: ${rule}`,
    });
  });
});

Deno.test("sweep and merge report mistakes in flags, plans and folders in one line", async () => {
  await withFiles({ "plan.json": JSON.stringify(PLAN), "bad.json": "{" }, async (folder) => {
    const cases: [string[], RegExp][] = [
      [["sweep", "plan.json", "--shard", "0/2"], /^--shard needs --out DIR\n$/],
      [["sweep", "plan.json", "--out", "o", "--json"], /^--json prints rows; with --out, use merge\n$/],
      [["sweep", "absent.json", "--out", "o"], /^Cannot read absent.json: no such file\n$/],
      [["sweep", "bad.json", "--out", "o"], /^Cannot read bad.json: it is not JSON: .*\n$/],
      [["merge", "o"], /^missing flag: --out FILE; see --help\n$/],
      [["merge", "o", "--out", "rows.txt"], /^--out must end with .parquet, .csv, .jsonl, got rows.txt\n$/],
      [
        ["sweep", "plan.json", "--out", "o", "--slurm", "--wait", "--merged", "o/shard-0-of-2.csv"],
        /^Cannot write to o\/shard-0-of-2.csv: it has the name of a shard\n$/,
      ],
      [["merge", "o", "--out", "rows.csv"], /^Cannot read o: it holds no plan.json; is it the folder of a sweep\?\n$/],
    ];
    for (const [args, message] of cases) {
      const { code, stderr } = await commandLine(args, { permissions, callerFolder: folder });
      assertMatch(stderr, message);
      assertStrictEquals(code, 2);
    }
    assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name).sort(), ["bad.json", "plan.json"]);
  });
});

/** Starts a sweep of the plan in `folder` into its folder `out`. */
function start(folder: string, out: string): Deno.ChildProcess {
  const args = ["run", "--quiet", "--no-prompt", "-P=sweep", "main.ts", "sweep", "plan.json", "--out", out];
  const env = { NO_COLOR: "1", INIT_CWD: folder };
  return new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env, stdout: "piped", stderr: "piped" }).spawn();
}

/** Size of a file; 0 if it does not exist. */
const sizeOf = async (path: string) => (await Deno.stat(path).catch(() => ({ size: 0 }))).size;

/** Waits until a file has at least some bytes, or `isOver`. */
async function written(path: string, bytes = 1, isOver = () => false): Promise<void> {
  while (!isOver() && await sizeOf(path) < bytes) await delay(5);
}

Deno.test("Ctrl-C stops a sweep with exit code 130; the same command goes on from there", async () => {
  await withFiles({ "plan.json": JSON.stringify(LONG) }, async (folder) => {
    const child = start(folder, "o");
    await written(join(folder, "o/shard-0-of-1.jsonl.part"));
    child.kill("SIGINT");
    const { code, stderr } = await child.output();
    assertStrictEquals(new TextDecoder().decode(stderr), "o: stopped; the same command goes on from here\n");
    assertStrictEquals(code, 130);
    const kept = Deno.readTextFileSync(join(folder, "o/shard-0-of-1.jsonl.part")).split("\n").length - 1;
    const { stdout } = await start(folder, "o").output();
    assertMatch(new TextDecoder().decode(stdout), new RegExp(`^o: 3600 rows, ${kept} of them from earlier runs\n$`));
  });
});

Deno.test("a sweep that is killed at 20 random moments loses no task, repeats none and writes no broken file", async () => {
  await withFiles({ "plan.json": JSON.stringify(LONG) }, async (folder) => {
    const expected = sweep(LONG).map((row) => `${JSON.stringify({ ...row, error: null })}\n`).join("");
    let folders = 0;
    let midway = 0;
    for (let kills = 0; kills < 20;) {
      const out = `o${folders}`;
      const file = join(folder, out, "shard-0-of-1.jsonl");
      const before = await sizeOf(`${file}.part`);
      const child = start(folder, out);
      let code: number | undefined;
      const ended = child.output().then((output) => code = output.code);
      // Half of the kills are at random times, often during the start. The others are while records are written.
      if (kills % 2 === 0) await Promise.race([ended, delay(800 * Math.random())]);
      else {
        const bytes = before + 1 + 0.3 * Math.random() * (expected.length - before);
        await written(`${file}.part`, bytes, () => code !== undefined);
      }
      if (code !== undefined) {
        assertStrictEquals(code, 0);
        assertStrictEquals(Deno.readTextFileSync(file), expected);
        folders++;
        continue;
      }
      child.kill("SIGKILL");
      await ended;
      kills++;
      const part = await Deno.readTextFile(`${file}.part`).catch(() => "");
      assert(expected.startsWith(part));
      if (part.length > before) midway++;
    }
    assert(midway > 0, "no kill came while records were written");
    const out = `o${folders}`;
    assertStrictEquals((await start(folder, out).output()).code, 0);
    const run = (...args: string[]) => commandLine(args, { permissions, callerFolder: folder });
    assertStrictEquals((await run("merge", out, "--out", "rows.jsonl")).code, 0);
    assertStrictEquals(Deno.readTextFileSync(join(folder, "rows.jsonl")), expected);
  });
});
