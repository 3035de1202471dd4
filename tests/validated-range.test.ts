import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { rangeNote, validatedRange } from "../lib/validated-range.ts";
import { measuredRuns } from "../lib/qemu/measured.ts";
import { measuredRuns as measuredXenRuns } from "../lib/xen/measured.ts";
import { parseScenario, type ScenarioInput } from "../mod.ts";

const noteOf = (input: ScenarioInput) => rangeNote(parseScenario(input));
const INSIDE: ScenarioInput = {
  preset: "qemu",
  vm: { memoryBytes: 2 ** 29 },
  network: { bandwidthBitsPerSecond: 5e8 },
};

Deno.test("rangeNote is null within the range of the measured migrations", () => {
  assertStrictEquals(noteOf(INSIDE), null);
  for (const { id, memoryMiB, linkMbitPerSecond, vcpus, engine, workload } of measuredRuns()) {
    const note = noteOf({
      preset: "qemu",
      vm: { memoryBytes: memoryMiB * 2 ** 20, vcpus },
      workload: { kind: "uniform", writesPerSecond: workload.pagesPerSecond ?? 1 },
      network: { bandwidthBitsPerSecond: linkMbitPerSecond * 1e6 },
      migration: { engine },
    });
    assertStrictEquals(note, null, id);
  }
  for (const { id, memoryBytes, linkMbitPerSecond, workload } of measuredXenRuns()) {
    const note = noteOf({
      vm: { memoryBytes },
      workload: { kind: "uniform", writesPerSecond: workload.writesPerSecond ?? 1 },
      network: { bandwidthBitsPerSecond: (linkMbitPerSecond ?? 100) * 1e6 },
    });
    assertStrictEquals(note, null, id);
  }
});

Deno.test("rangeNote names each respect in which a scenario lies outside, with the range, in one line", () => {
  const { memoryBytes, bandwidthBitsPerSecond } = validatedRange({ hypervisor: "qemu" })!;
  assertEquals([memoryBytes, bandwidthBitsPerSecond], [[2 ** 27, 2 ** 30], [1e8, 1e9]]);
  const vm = { memoryBytes: 2 ** 36, vcpus: 64 };
  const network = { bandwidthBitsPerSecond: 25e9 };
  const { vcpus } = validatedRange({ hypervisor: "qemu" })!;
  assertStrictEquals(
    noteOf({ ...INSIDE, vm, network, migration: { engine: "post-copy" } }),
    "Note: outside the range of the measured migrations (docs/limits.md): memory 64 GiB (128 MiB to 1 GiB), " +
      `link 25 Gbit/s (100 Mbit/s to 1 Gbit/s), 64 vCPUs (up to ${vcpus}).`,
  );
  assertMatch(
    noteOf({ ...INSIDE, workload: { kind: "uniform", writesPerSecond: 1e9 } })!,
    /: write rate 1.000.000.000 writes\/s \(up to [\d\s]+ writes\/s\)\.$/,
  );
});

Deno.test("rangeNote names the engines that were not measured under Xen", () => {
  const scenario = parseScenario({ vm: { memoryBytes: 2 ** 28 }, network: { bandwidthBitsPerSecond: 2e8 } });
  assertStrictEquals(rangeNote(scenario), null);
  assertStrictEquals(
    rangeNote(scenario, ["pre-copy", "post-copy", "stop-and-copy"]),
    "Note: outside the range of the measured migrations (docs/limits.md): post-copy.",
  );
});

Deno.test("rangeNote says that xen-4.1 was not measured", () => {
  assertStrictEquals(
    noteOf({ ...INSIDE, preset: "gigabit", migration: { hypervisor: "xen-4.1" } }),
    "Note: predictions by the rules of xen-4.1 were not compared with measurements.",
  );
});
