import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import type { Machine } from "../../harness/machine.ts";
import { migrate, type MigrateOptions } from "../../harness/migrate.ts";
import type { MigrationInfo } from "../../harness/counters.ts";

function info(status: string, transferred: number, syncs = 1): MigrationInfo {
  const bytes = { transferred, remaining: 0, total: 4096, duplicate: 0, normal: 0, "dirty-pages-rate": 0 };
  const split = { "precopy-bytes": 0, "downtime-bytes": 0, "postcopy-bytes": 0 };
  return { status, "total-time": 1900, ram: { ...bytes, ...split, "dirty-sync-count": syncs, "postcopy-requests": 0 } };
}

/** Migrates a source that gives these answers to polls one second apart and repeats the last one. */
async function migrating(polls: MigrationInfo[], options: Partial<MigrateOptions> = {}) {
  const commands: string[] = [];
  let seconds = 0;
  const execute = <T>(command: string): Promise<T> => {
    if (command !== "query-migrate") commands.push(command);
    if (command === "migrate_cancel") polls = [{ status: "cancelled" }];
    const poll = polls.length > 1 && command === "query-migrate" ? polls.shift() : polls[0];
    return Promise.resolve(poll as T);
  };
  const source = { execute } as Machine;
  const clock = () => seconds++ * 1000;
  const outcome = await migrate(source, { uri: "tcp:x", engine: "pre-copy", limitSeconds: 45, clock, ...options });
  return { commands, ...outcome };
}

Deno.test("pre-copy runs until it has completed", async () => {
  const { commands, status, rows } = await migrating([info("active", 1), info("active", 2), info("completed", 3, 3)]);
  assertEquals([status, commands, rows.length], ["completed", ["migrate"], 3]);
});

Deno.test('a migration is over when QEMU has computed its times, not at the first status "completed"', async () => {
  const early = { ...info("completed", 3, 3), "total-time": 0, downtime: 0 };
  const half = { ...early, "total-time": 2000 };
  const { info: last } = await migrating([info("active", 1), early, half, { ...half, downtime: 37 }]);
  assertEquals([last["total-time"], last.downtime], [2000, 37]);
  const again = await migrating([info("active", 1), half, { ...half, downtime: 37 }]);
  assertEquals([again.info["total-time"], again.info.downtime], [2000, 37]);
});

Deno.test("three-stage copy leaves pre-copy after the second read of the dirty log", async () => {
  const polls = [info("active", 1), info("active", 2, 2), info("postcopy-active", 3, 3), info("completed", 4, 3)];
  const { commands, rows } = await migrating(polls, { engine: "three-stage" });
  assertEquals(commands, ["migrate", "migrate-start-postcopy"]);
  assertEquals(rows.map((row) => row[1]), ["active", "active", "postcopy-active", "completed"]);
});

Deno.test("post-copy leaves pre-copy as soon as it runs", async () => {
  const polls: MigrationInfo[] = [{ status: "setup" }, info("active", 1), info("completed", 3, 2)];
  const { commands } = await migrating(polls, { engine: "post-copy" });
  assertEquals(commands, ["migrate", "migrate-start-postcopy"]);
});

Deno.test("a migration that has not converged at the limit is canceled; its outcome has the last counters", async () => {
  let told = 0;
  const options = { limitSeconds: 2, onCancel: () => told++ };
  const outcome = await migrating([info("active", 1), info("active", 2), info("active", 3)], options);
  assertStrictEquals(told, 1);
  assertEquals([outcome.status, outcome.info.ram?.transferred], ["cancelled", 3]);
  assertEquals(outcome.commands, ["migrate", "migrate_cancel"]);
});

Deno.test("a post-copy beyond the limit is not canceled", async () => {
  const { commands } = await migrating([info("postcopy-active", 1), info("postcopy-active", 2), info("completed", 3)], {
    limitSeconds: 1,
  });
  assertEquals(commands, ["migrate"]);
});

Deno.test("a failure is reported with QEMU's reason, a stall after 30 seconds", async () => {
  await assertRejectsWith(() => migrating([{ status: "failed", "error-desc": "no route" }]), {
    message: "Cannot measure: the migration is failed: no route",
  });
  await assertRejectsWith(() => migrating([info("postcopy-active", 1)]), {
    message: "Cannot measure: the migration is postcopy-active and moved nothing for 30 s",
  });
});
