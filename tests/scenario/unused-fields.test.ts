import { assertEquals } from "@std/assert";
import { compare, film, simulate } from "../../mod.ts";
import { parseScenario, type ScenarioInput } from "../../mod.ts";
import { unusedFieldWarnings } from "../../lib/scenario/unused-fields.ts";

const vm = { memoryBytes: 2 ** 24 };
const SWITCH: ScenarioInput = { vm, migration: { engine: "three-stage", switchDelaySeconds: 1 } };

Deno.test("unusedFieldWarnings names the fields that the engine does not use under the hypervisor", () => {
  assertEquals(unusedFieldWarnings(SWITCH), [
    "migration.switchDelaySeconds has no effect on three-stage under xen-4.6",
  ]);
  assertEquals(unusedFieldWarnings({ ...SWITCH, preset: "qemu" }), []);
  assertEquals(unusedFieldWarnings({ vm, migration: { hypervisor: "qemu", stopBelowPages: 9, maxMemoryFactor: 2 } }), [
    "migration.stopBelowPages has no effect on pre-copy under qemu",
    "migration.maxMemoryFactor has no effect on pre-copy under qemu",
  ]);
  assertEquals(unusedFieldWarnings({ vm, source: { batchSeconds: 1 } }), []);
});

Deno.test("unusedFieldWarnings names fields of one workload or of several", () => {
  const part = { kind: "uniform", writesPerSecond: 5, touchesPerWrite: 3 } as const;
  const text = "touchesPerWrite has no effect on pre-copy under xen-4.6";
  assertEquals(unusedFieldWarnings({ vm, workload: part }), [`workload.${text}`]);
  assertEquals(unusedFieldWarnings({ vm, workload: [{ kind: "uniform", writesPerSecond: 5 }, part] }), [
    `workload.1.${text}`,
  ]);
});

Deno.test("unusedFieldWarnings leaves out defaults and complete scenarios, unless a default was typed", () => {
  for (const preset of ["gigabit", "qemu"] as const) {
    for (const engine of ["pre-copy", "post-copy"] as const) {
      assertEquals(unusedFieldWarnings(parseScenario({ preset, vm, migration: { engine } })), []);
    }
  }
  const typed = ["migration.switchDelaySeconds"];
  assertEquals(unusedFieldWarnings({ vm, migration: { switchDelaySeconds: 0 } }), []);
  assertEquals(unusedFieldWarnings({ vm, migration: { switchDelaySeconds: 0 } }, { typed }).length, 1);
});

Deno.test("compare warns of fields that none of its engines uses", () => {
  const scenario: ScenarioInput = { vm, migration: { maxBytesPerSecond: 1e7, switchDelaySeconds: 1 } };
  const warnings = (engines: Parameters<typeof compare>[1]) => compare(scenario, engines)[0].warnings;
  assertEquals(warnings({}), ["migration.switchDelaySeconds has no effect under xen-4.6"]);
  assertEquals(warnings({ engines: ["stop-and-copy"] }), [
    "migration.maxBytesPerSecond has no effect on stop-and-copy under xen-4.6",
    "migration.switchDelaySeconds has no effect on stop-and-copy under xen-4.6",
  ]);
});

Deno.test("results of simulate and film carry the warnings", () => {
  assertEquals(simulate(SWITCH).warnings, unusedFieldWarnings(SWITCH));
  assertEquals(film(SWITCH).result.warnings, unusedFieldWarnings(SWITCH));
});
