import { assertEquals, assertStrictEquals } from "@std/assert";
import { metricsOf, type MigrationInfo, timelineRow } from "../../harness/counters.ts";

const ram = {
  ...{ transferred: 5, remaining: 0, total: 8192, duplicate: 1, normal: 2, "dirty-pages-rate": 0 },
  ...{ "dirty-sync-count": 3, "postcopy-requests": 4, "precopy-bytes": 3, "downtime-bytes": 0, "postcopy-bytes": 2 },
};
const info: MigrationInfo = { status: "completed", ram, "total-time": 2000, downtime: 250, "setup-time": 1 };

Deno.test("metrics are in seconds", () => {
  const { totalTimeSeconds, downtimeSeconds, setupSeconds } = metricsOf({ status: "completed", info, rows: [] });
  assertEquals([totalTimeSeconds, downtimeSeconds, setupSeconds], [2, 0.25, 0.001]);
});

Deno.test("blockedSeconds comes from the destination; it is null without, and summed over virtual CPUs", () => {
  const outcome = { status: "completed" as const, info, rows: [] };
  assertStrictEquals(metricsOf(outcome).blockedSeconds, null);
  assertStrictEquals(metricsOf(outcome, { "postcopy-vcpu-blocktime": [1524] }).blockedSeconds, 1.524);
  assertStrictEquals(metricsOf(outcome, { "postcopy-vcpu-blocktime": [1000, 524] }).blockedSeconds, 1.524);
});

Deno.test("a canceled migration has no downtime", () => {
  assertStrictEquals(metricsOf({ status: "cancelled", info, rows: [] }).downtimeSeconds, null);
});

Deno.test("a reported downtime that lasts until after the resume means zero", () => {
  const rows = [timelineRow(0.1, { status: "postcopy-active" })];
  const downtime = (milliseconds: number) =>
    metricsOf({ status: "completed", info: { ...info, downtime: milliseconds }, rows }).downtimeSeconds;
  assertStrictEquals(downtime(9), 0.009);
  assertStrictEquals(downtime(1_100_867), 0);
  assertStrictEquals(downtime(1_905), 0);
});
