import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { sendRateOf } from "../../../lib/engine/link/send-rate.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import { simulate } from "../../../lib/simulate.ts";
import type { ScenarioInput } from "../../../lib/scenario/types.ts";

const rateOf = (input: ScenarioInput) => sendRateOf(parseScenario({ vm: { memoryBytes: 2 ** 24 }, ...input }));
const FRAMING = { framingEfficiency: 1 };

Deno.test("sendRateOf(scenario) is limited by the slowest of link, hosts and cap", () => {
  const network = { bandwidthBitsPerSecond: 8e9, ...FRAMING };
  assertEquals(rateOf({ network }), {
    boundBy: "link",
    bytesPerSecond: 1e9,
    hostCopyBytesPerSecond: 4e9,
    linkBytesPerSecond: 1e9,
    capBytesPerSecond: null,
  });
  assertStrictEquals(rateOf({ network, migration: { maxBytesPerSecond: 1e8 } }).boundBy, "cap");
  assertStrictEquals(rateOf({ network, destination: { copyBytesPerSecond: 5e8 } }).boundBy, "host copy");
  assertStrictEquals(rateOf({ network, destination: { copyBytesPerSecond: 5e8 } }).bytesPerSecond, 5e8);
});

Deno.test("the cap does not apply to engines that move memory with the guest elsewhere", () => {
  for (const engine of ["post-copy", "stop-and-copy"] as const) {
    const { boundBy, capBytesPerSecond } = rateOf({ migration: { engine, maxBytesPerSecond: 1000 } });
    assertEquals({ boundBy, capBytesPerSecond }, { boundBy: "link", capBytesPerSecond: null });
  }
});

Deno.test("a source whose pace varies sends slower than its bound allows, under Xen and before resume", () => {
  const hosts = { copyBytesPerSecond: 1.2e8 };
  const source = { ...hosts, copyVariation: 0.3 };
  const relative = (migration: ScenarioInput["migration"]) => {
    const { boundBy, bytesPerSecond, linkBytesPerSecond } = rateOf({ source, destination: hosts, migration });
    assertStrictEquals(boundBy, "link");
    return bytesPerSecond / linkBytesPerSecond;
  };
  assert(relative({}) < 0.95);
  assertStrictEquals(relative({ hypervisor: "qemu", maxBytesPerSecond: null }), 1);
  assertStrictEquals(relative({ engine: "post-copy" }), 1);
});

Deno.test("an idle pre-copy moves its pages at the rate that its result states", () => {
  const host = { copyBytesPerSecond: 1e8 };
  const { rate, phases } = simulate({ vm: { memoryBytes: 2 ** 28 }, source: host, destination: host });
  const [first] = phases;
  assertStrictEquals(rate.boundBy, "host copy");
  assertStrictEquals((first.bytes / first.seconds / rate.bytesPerSecond).toFixed(1), "1.0");
});

Deno.test("a result contains its seed and version, and on request its scenario and warnings", () => {
  const input = { vm: { memoryBytes: 2 ** 24 }, seed: "a" } as const;
  const { seed, version, warnings, scenario } = simulate(input);
  assertEquals({ seed, warnings, scenario }, { seed: "a", warnings: undefined, scenario: undefined });
  assertStrictEquals(typeof version, "string");
  assertEquals(simulate(input, { keepScenario: true }).scenario, parseScenario(input));
  assertEquals(simulate({ vm: { memoryBytes: 4096 } }).warnings, [
    "vm.memoryBytes is only 4 KiB (below 1 MiB); is the unit right?",
  ]);
});
