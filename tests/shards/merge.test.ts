import { assert, assertEquals, assertMatch, assertRejects, assertStrictEquals } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { sweep } from "../../lib/sweep.ts";
import { readRows } from "../../lib/rows/read.ts";
import type { SweepPlan } from "../../lib/sweep/plan.ts";
import { inFolder, merged, PLAN, runInto, TASKS } from "./folders.ts";

const FORMATS = ["rows.jsonl", "rows.csv", "rows.parquet"];

/** The bytes of a file that hold its rows. The footer of a Parquet file also says how they were made. */
function rowBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  if (!name.endsWith(".parquet")) return bytes;
  const footer = new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
  return bytes.subarray(0, bytes.length - 8 - footer);
}

/** The merged files of a plan that ran in some way. */
async function filesOf(run: (folder: string) => Promise<void>): Promise<Uint8Array[]> {
  const files: Uint8Array[] = [];
  await inFolder(async (folder) => {
    await run(folder);
    for (const name of FORMATS) files.push(rowBytes(name, await merged(folder, name)));
  });
  return files;
}

async function inShards(folder: string, of: number): Promise<void> {
  const indices = Array.from({ length: of }, (_, index) => index);
  for (const index of indices.toReversed()) await runInto(folder, PLAN, { index, of });
}

Deno.test("the merged bytes are the same from 1 worker, 2 workers, 7 shards and more shards than tasks", async () => {
  const expected = await filesOf(async (folder) => void await runInto(folder, PLAN, undefined, { workers: 1 }));
  const others = [
    await filesOf(async (folder) => void await runInto(folder, PLAN, undefined, { workers: 2 })),
    await filesOf((folder) => inShards(folder, 7)),
    await filesOf((folder) => inShards(folder, TASKS + 3)),
  ];
  for (const files of others) {
    for (const [i, bytes] of files.entries()) assert(indexOfDifference(bytes, expected[i]) < 0, FORMATS[i]);
  }
});

/** The place of the first byte that differs; -1 if none does. */
function indexOfDifference(a: Uint8Array, b: Uint8Array): number {
  return a.length === b.length ? a.findIndex((byte, i) => byte !== b[i]) : Math.min(a.length, b.length);
}

Deno.test("all formats hold the rows of the sweep, in the order of the plan", async () => {
  const { "workload.pages": _, ...axes } = PLAN.axes;
  const plan: SweepPlan = { ...PLAN, axes };
  const expected = sweep(plan).map((row) => ({ ...row, error: null }));
  await inFolder(async (folder) => {
    for (const index of [0, 1, 2]) await runInto(folder, plan, { index, of: 3 });
    for (const name of FORMATS) {
      await merged(folder, name);
      assertEquals(await readRows(join(folder, "..", name)), expected);
    }
  });
});

Deno.test("a merge says how its rows were made, beside the file and in Parquet's metadata", async () => {
  await inFolder(async (folder) => {
    for (const index of [0, 1]) await runInto(folder, PLAN, { index, of: 2 });
    const bytes = await merged(folder, "rows.parquet");
    const sidecar = JSON.parse(await Deno.readTextFile(join(folder, "..", "rows.parquet.provenance.json")));
    assertMatch(sidecar.planHash, /^[0-9a-f]{64}$/);
    const { version, deno, shards, runs, wallSeconds, hosts } = sidecar;
    assertEquals({ version, deno, shards, runs }, { version: "0.1.0", deno: [Deno.version.deno], shards: 2, runs: 2 });
    assert(wallSeconds > 0 && hosts.length === 1);
    const { parquetMetadata } = await import("hyparquet");
    const entries = parquetMetadata(bytes.buffer).key_value_metadata!.map(({ key, value }) => [key, value]);
    const metadata = Object.fromEntries(entries);
    assertEquals([JSON.parse(metadata.plan), JSON.parse(metadata.provenance)], [PLAN, sidecar]);
  });
});

Deno.test("a merge names the shards and tasks that are missing, and writes nothing", async () => {
  await inFolder(async (folder) => {
    const attempt = () => merged(folder, "rows.csv");
    await Deno.mkdir(folder);
    await assertRejects(attempt, TypeError, "Cannot read DIR: it holds no plan.json; is it the folder of a sweep?");
    await runInto(folder, PLAN, { index: 1, of: 3 });
    const lines = (await Deno.readTextFile(join(folder, "shard-1-of-3.jsonl"))).split("\n");
    await Deno.writeTextFile(join(folder, "shard-1-of-3.jsonl.part"), lines.slice(0, 4).join("\n"));
    await Deno.remove(join(folder, "shard-1-of-3.jsonl"));
    await runInto(folder, PLAN, { index: 2, of: 3 });
    await assertRejects(
      attempt,
      TypeError,
      "Cannot merge DIR: 2 of 3 shards are not complete: 0-1; " +
        "shard 0 lacks 96 of 96 tasks, from vm.vcpus = 1, network.latencySeconds = 0.0001, " +
        'migration.maxBytesPerSecond = null, source = {}, workload.pages = 1000, migration.engine = "pre-copy", ' +
        "replicate = 0 on",
    );
    await runInto(folder, PLAN, { index: 0, of: 3 });
    await assertRejects(
      attempt,
      TypeError,
      "Cannot merge DIR: 1 of 3 shards are not complete: 1; shard 1 lacks 93 of 96 tasks, from ",
    );
    assertEquals(Array.from(Deno.readDirSync(join(folder, "..")), ({ name }) => name), ["sweep"]);
  });
});

Deno.test("a merge refuses a shard with a task missing, twice, out of place, cut or added", async () => {
  await inFolder(async (folder) => {
    await runInto(folder, PLAN, { index: 0, of: 2 });
    await runInto(folder, PLAN, { index: 1, of: 2 });
    const path = join(folder, "shard-1-of-2.jsonl");
    const text = await Deno.readTextFile(path);
    const lines = text.split("\n");
    const name =
      /^Cannot merge DIR: line \d+ of shard-1-of-2\.jsonl must be the task vm\.vcpus = \d.*, replicate = \d; got /;
    const damaged: [string, RegExp][] = [
      [lines.toSpliced(5, 1).join("\n"), name],
      [lines.toSpliced(5, 0, lines[5]).join("\n"), name],
      [lines.toSpliced(5, 2, lines[6], lines[5]).join("\n"), name],
      [lines.with(5, lines[5].slice(0, -1)).join("\n"), name],
      [lines.slice(0, -2).join("\n"), /must be the task .*; got the end of the file$/],
      [`${text}${lines[0]}\n`, /^Cannot merge DIR: shard-1-of-2\.jsonl has more lines than tasks$/],
    ];
    for (const [content, message] of damaged) {
      await Deno.writeTextFile(path, content);
      const error = await assertRejects(() => merged(folder, "rows.jsonl"), TypeError);
      assertMatch(error.message, message);
    }
    assertEquals(Array.from(Deno.readDirSync(join(folder, "..")), ({ name }) => name), ["sweep"]);
    await Deno.writeTextFile(path, text);
    await Deno.writeTextFile(join(folder, "shard-0-of-9.jsonl"), "");
    await assertRejects(() => merged(folder, "rows.jsonl"), TypeError, "it holds sweeps in 2 and in 9 shards");
  });
});

Deno.test("a merge does not replace a shard", async () => {
  await inFolder(async (folder) => {
    await runInto(folder, PLAN);
    const path = join(folder, "shard-0-of-1.jsonl");
    const text = await Deno.readTextFile(path);
    const attempt = () => merged(folder, "sweep/shard-0-of-1.jsonl");
    await assertRejects(attempt, TypeError, "Cannot write to sweep/shard-0-of-1.jsonl: it has the name of a shard");
    assertStrictEquals(await Deno.readTextFile(path), text);
  });
});

Deno.test("a Parquet file opens in DuckDB with the types of its columns", async () => {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  await inFolder(async (folder) => {
    await runInto(folder, PLAN, undefined, { workers: 0 });
    await merged(folder, "rows.parquet");
    const path = join(folder, "..", "rows.parquet");
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
    const columns = await query(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '${path}')`);
    assertEquals(Object.fromEntries(columns as [string, string][]), {
      "vm.vcpus": "BIGINT",
      "network.latencySeconds": "DOUBLE",
      "migration.maxBytesPerSecond": "BIGINT",
      "source": "JSON",
      "workload.pages": "BIGINT",
      "migration.engine": "VARCHAR",
      "replicate": "BIGINT",
      "verdict": "VARCHAR",
      "totalSeconds": "DOUBLE",
      "downtimeSeconds": "DOUBLE",
      "pagesTransferred": "BIGINT",
      "bytesTransferred": "DOUBLE",
      "demandFaults": "BIGINT",
      "stallSeconds": "DOUBLE",
      "error": "VARCHAR",
    });
    const [[rows, failed, seconds]] = await query(
      `SELECT count(*)::INT, count(error)::INT, sum(totalSeconds) FROM '${path}'`,
    ) as [[number, number, number]];
    assertEquals([rows, failed], [TASKS, TASKS / 2]);
    const records = await readRows(path);
    const sum = records.reduce((total, { totalSeconds }) => total + ((totalSeconds as number | null) ?? 0), 0);
    assert(Math.abs(seconds / sum - 1) < 1e-12);
    connection.closeSync();
    instance.closeSync();
  });
});

Deno.test("bytes may have fractions in every format", async () => {
  const plan: SweepPlan = { base: { vm: { memoryBytes: 2 ** 22 } }, axes: { "vm.stateBytes": [1000.5] } };
  await inFolder(async (folder) => {
    await runInto(folder, plan);
    for (const name of FORMATS) {
      await merged(folder, name);
      const [{ bytesTransferred }] = await readRows(join(folder, "..", name));
      assertStrictEquals(bytesTransferred as number % 1, 0.5);
    }
  });
});

Deno.test("rows are read by the ending of the file's name, which may be a URL", async () => {
  await assertRejects(() => readRows("rows.txt"), TypeError, "its name must end with .parquet, .csv, .jsonl");
  await inFolder(async (folder) => {
    await runInto(folder, PLAN);
    assertStrictEquals((await readRows(toFileUrl(join(folder, "shard-0-of-1.jsonl")))).length, TASKS);
  });
});
