import { assertEquals } from "@std/assert";
import { parseScenario, type ScenarioInput } from "../../mod.ts";
import { scenarioWarnings } from "../../lib/scenario/warnings.ts";

const warningsOf = (input: ScenarioInput) =>
  scenarioWarnings(parseScenario({ vm: { memoryBytes: 2 ** 30 }, ...input })).map((text) =>
    text.replace("; is the unit right?", "")
  );

Deno.test("scenarioWarnings(input) names each value that is probably a unit mistake", () => {
  assertEquals(warningsOf({ vm: { memoryBytes: 4096 } }), ["vm.memoryBytes is only 4 KiB (below 1 MiB)"]);
  assertEquals(warningsOf({ network: { bandwidthBitsPerSecond: 25, latencySeconds: 50 } }), [
    "network.bandwidthBitsPerSecond is only 25 bit/s (below 1 Mbit/s)",
    "network.latencySeconds is 50 s (above 1 s)",
  ]);
  assertEquals(warningsOf({ migration: { maxBytesPerSecond: 128, downtimeLimitSeconds: 300 } }), [
    "migration.maxBytesPerSecond is only 128 B/s (below 1 KB/s)",
    "migration.downtimeLimitSeconds is 300 s (above 60 s)",
  ]);
});

Deno.test("scenarioWarnings(input) names a write rate that is probably a data rate", () => {
  const part = { kind: "uniform", writesPerSecond: 1e8 } as const;
  assertEquals(warningsOf({ workload: part }), []);
  const [warning] = warningsOf({ workload: [part, part] });
  assertEquals(
    warning.replaceAll("\u202f", " "),
    "workload.writesPerSecond is 200 000 000 writes/s (above 100 000 000 writes/s)",
  );
});

Deno.test("scenarioWarnings(input) is empty at the limits", () => {
  assertEquals(
    warningsOf({
      vm: { memoryBytes: 2 ** 20 },
      network: { bandwidthBitsPerSecond: 1e6, latencySeconds: 1 },
      migration: { maxBytesPerSecond: 1000, downtimeLimitSeconds: 60 },
    }),
    [],
  );
  assertEquals(warningsOf({ preset: "qemu", migration: { maxBytesPerSecond: null } }), []);
});
