import { join } from "@std/path";
import { formatOf } from "../../lib/rows/format.ts";
import type { SweepPlan } from "../../lib/sweep/plan.ts";
import { findFolder, type FolderPath, openFolder } from "../../shards/folder.ts";
import { mergeShards } from "../../shards/merge.ts";
import { runShard, type RunShardOptions, type ShardOutcome } from "../../shards/run-shard.ts";
import type { Shard } from "../../shards/shard-of.ts";

/** A plan with numbers, fractions, text, null, objects and a comma, which some tasks fail. */
export const PLAN = {
  base: { vm: { memoryBytes: 2 ** 22 }, workload: { kind: "uniform", writesPerSecond: 3000 } },
  axes: {
    "vm.vcpus": [1, 2, 3],
    "network.latencySeconds": [1e-4, 0.25],
    "migration.maxBytesPerSecond": [null, 1e7],
    "source": [{}, { copyBytesPerSecond: 1e8, roundSeconds: 0.5 }],
    // The guest has only 1024 pages.
    "workload.pages": [1000, 2000],
    "migration.engine": ["pre-copy", "three-stage"],
  },
  replicates: 3,
} satisfies SweepPlan;

/** Number of tasks of {@linkcode PLAN}. */
export const TASKS = 3 * 2 * 2 * 2 * 2 * 2 * 3;

/** Runs one shard of a plan into a folder. */
export async function runInto(
  path: string,
  plan: SweepPlan,
  shard: Shard = { index: 0, of: 1 },
  { onWarning, ...options }: RunShardOptions & Pick<FolderPath, "onWarning"> = { workers: 0 },
): Promise<ShardOutcome> {
  return await runShard(await openFolder({ path, shown: "DIR", onWarning }, plan), shard, options);
}

/** Merges a folder into a file beside it and returns the file's bytes. */
export async function merged(
  folder: string,
  name: string,
  onWarning?: FolderPath["onWarning"],
): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, "..", name);
  await mergeShards(await findFolder({ path: folder, shown: "DIR", onWarning }), {
    path,
    shown: name,
    format: formatOf(name)!,
  });
  return await Deno.readFile(path);
}

/** Runs `test` with the path of a folder that does not exist yet, in a temporary one. */
export async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const parent = await Deno.makeTempDir({ prefix: "pageferry-test-" });
  try {
    await test(join(parent, "sweep"));
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
}
