import { assertEquals } from "@std/assert";
import { describeScenario } from "../../lib/scenario/describe.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";

Deno.test("describeScenario(scenario, preset) describes guest and workload, link and rules in two lines with units", () => {
  const scenario = parseScenario({
    preset: "qemu",
    vm: { memoryBytes: 2 ** 36, vcpus: 16, zeroPages: 1000 },
    workload: [
      { kind: "hot-cold", writesPerSecond: 50_000, hotFraction: 0.1, hotShare: 0.9, pages: 2 ** 18 },
      { kind: "power-law", writesPerSecond: 10, exponent: 1, pages: 2 ** 24 },
    ],
    network: { bandwidthBitsPerSecond: 25e9, otherTrafficShare: 0.25 },
    seed: "a\u001b[1m",
  });
  assertEquals(describeScenario(scenario, "qemu").map((line) => line.replaceAll("\u202f", " ")), [
    "64 GiB of memory, 16 vCPUs, 1000 zero pages, hot-cold (90 % of writes to 10 % of pages) 50 000 writes/s over 1 GiB" +
    " + power-law (exponent 1) 10 writes/s over all memory",
    "link 25 Gbit/s, latency 100 µs, 25 % other traffic, cap 128 MiB/s (134 MB/s), downtime limit 300 ms, preset qemu, seed a [1m",
  ]);
  const idle = parseScenario({ vm: { memoryBytes: 2 ** 30 } });
  assertEquals(describeScenario(idle, "gigabit"), [
    "1 GiB of memory, 1 vCPU, no writes",
    "link 1 Gbit/s, latency 100 µs, no cap, preset gigabit, seed 1",
  ]);
});
