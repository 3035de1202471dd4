import { assertEquals, assertThrows } from "@std/assert";
import { shardOf } from "../../shards/shard-of.ts";

const inEnvironment = (variables: Record<string, string>, options: { shard?: string; shards?: number } = {}) =>
  shardOf(options, (name) => variables[name]);

Deno.test("without a shard and a scheduler, a sweep is one part", () => {
  assertEquals(inEnvironment({}), { index: 0, of: 1 });
});

Deno.test("--shard names a shard, and goes before a scheduler", () => {
  assertEquals(inEnvironment({ SLURM_ARRAY_TASK_ID: "3" }, { shard: "2/7" }), { index: 2, of: 7 });
});

Deno.test("each scheduler tells the index in its own variables", () => {
  const slurm = { SLURM_ARRAY_TASK_ID: "9", SLURM_ARRAY_TASK_MIN: "1", SLURM_ARRAY_TASK_MAX: "14" };
  assertEquals(inEnvironment({ ...slurm, SLURM_ARRAY_TASK_STEP: "4" }), { index: 2, of: 4 });
  assertEquals(inEnvironment({ ...slurm, SLURM_ARRAY_TASK_STEP: "1" }), { index: 8, of: 14 });
  const aws = { AWS_BATCH_JOB_ARRAY_INDEX: "0", AWS_BATCH_JOB_ARRAY_SIZE: "5" };
  assertEquals(inEnvironment(aws), { index: 0, of: 5 });
  assertEquals(inEnvironment({ JOB_COMPLETION_INDEX: "6" }, { shards: 7 }), { index: 6, of: 7 });
  assertEquals(inEnvironment({ PARALLEL_SEQ: "7" }, { shards: 7 }), { index: 6, of: 7 });
  assertEquals(inEnvironment({ HQ_TASK_ID: "0" }, { shards: 7 }), { index: 0, of: 7 });
});

Deno.test("a shard that does not exist, or is not clear, is refused in one line", () => {
  const bad: [Record<string, string>, { shard?: string; shards?: number }, string][] = [
    [{}, { shard: "7/7" }, "--shard must name a shard from 0 to 6, got 7"],
    [{}, { shard: "1" }, "--shard must be I/N with I from 0 to N - 1, got 1"],
    [{}, { shard: "0/200000" }, "--shard must name at most 100000 shards, got 200000"],
    [{}, { shard: "0/2", shards: 3 }, "--shard 0/2 and --shards 3 do not agree"],
    [{}, { shards: 3 }, "--shards needs a scheduler that sets SLURM_ARRAY_TASK_ID, "],
    [{ PARALLEL_SEQ: "1" }, {}, "GNU parallel does not tell the number of shards; give --shards N"],
    [{ PARALLEL_SEQ: "0" }, { shards: 2 }, "PARALLEL_SEQ must name a shard from 0 to 1, got -1"],
    [{ SLURM_ARRAY_TASK_ID: "abc" }, {}, "SLURM_ARRAY_TASK_ID must be a whole number, got abc"],
    [{ HQ_TASK_ID: "x" }, { shards: 2 }, "HQ_TASK_ID must be a whole number, got x"],
    [
      { PARALLEL_SEQ: "1", SLURM_ARRAY_TASK_ID: "1" },
      {},
      "SLURM_ARRAY_TASK_ID and PARALLEL_SEQ are set; name the shard with --shard I/N",
    ],
  ];
  for (const [variables, options, message] of bad) {
    assertThrows(() => inEnvironment(variables, options), Error, message);
  }
});
