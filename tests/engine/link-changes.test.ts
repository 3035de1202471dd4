import { assert, assertAlmostEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ENGINES, HYPERVISORS } from "../../lib/scenario/names.ts";
import type { LinkChange, ScenarioInput } from "../../lib/scenario/types.ts";
import { simulate } from "../../lib/simulate.ts";
import { anyScenario, watch } from "./scenarios.ts";

const SETTINGS = HYPERVISORS.flatMap((hypervisor) => ENGINES.map((engine) => ({ hypervisor, engine })));

/** An idle guest of 256 MiB on a link of 1 Gbit/s, which changes. */
function idle(setting: (typeof SETTINGS)[number], changes: LinkChange[]): ScenarioInput {
  return {
    preset: setting.hypervisor === "qemu" ? "qemu" : "gigabit",
    vm: { memoryBytes: 2 ** 28 },
    workload: { kind: "uniform", writesPerSecond: 0 },
    network: { bandwidthBitsPerSecond: 1e9, changes },
    migration: { ...setting, maxBytesPerSecond: null, timeLimitSeconds: 60 },
  };
}

Deno.test("changes to the same rate change nothing, whatever they divide", () => {
  const halves = fc.uniqueArray(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 6 });
  const silent = anyScenario().map((scenario) => ({
    ...scenario,
    workload: [scenario.workload ?? []].flat().map((part) => ({ ...part, writesPerSecond: 0 })),
  }));
  fc.assert(fc.property(silent, halves, (scenario, fractions) => {
    const constant = simulate(scenario);
    const bandwidthBitsPerSecond = scenario.network!.bandwidthBitsPerSecond!;
    const changes = [...fractions].sort((a, b) => a - b)
      .map((fraction) => ({ seconds: fraction * constant.totalSeconds, bandwidthBitsPerSecond }));
    const divided = simulate({ ...scenario, network: { ...scenario.network, changes } });
    assertStrictEquals(divided.verdict, constant.verdict);
    assertStrictEquals(divided.pagesTransferred, constant.pagesTransferred);
    assertStrictEquals(divided.bytesTransferred, constant.bytesTransferred);
    assertAlmostEquals(divided.totalSeconds, constant.totalSeconds, 1e-7 * constant.totalSeconds + 1e-12);
  }));
});

for (const setting of SETTINGS) {
  const name = `${setting.engine} under the rules of ${setting.hypervisor}`;

  Deno.test(`${name}: at half the rate the rest takes twice as long`, () => {
    const constant = simulate(idle(setting, []));
    const changed = simulate(idle(setting, [{ seconds: 1, bandwidthBitsPerSecond: 5e8 }]));
    const other = simulate(idle(setting, [{ seconds: 1, bandwidthBitsPerSecond: 1e9, otherTrafficShare: 0.5 }]));
    // Fixed costs do not double.
    assertAlmostEquals(changed.totalSeconds, 1 + 2 * (constant.totalSeconds - 1), 0.2);
    assertStrictEquals(other.totalSeconds, changed.totalSeconds);
    assertStrictEquals(changed.pagesTransferred, 65_536);
  });

  Deno.test(`${name}: an outage delays the migration by its length`, () => {
    const constant = simulate(idle(setting, []));
    const outage = [{ seconds: 1, bandwidthBitsPerSecond: 0 }, { seconds: 8, bandwidthBitsPerSecond: 1e9 }];
    const delayed = simulate(idle(setting, outage));
    assertAlmostEquals(delayed.totalSeconds, constant.totalSeconds + 7, 1e-6);
    assertStrictEquals(delayed.verdict, "converged");
    assertStrictEquals(delayed.bytesTransferred, constant.bytesTransferred);
  });

  Deno.test(`${name}: an outage that does not end lasts up to the time limit`, () => {
    const { verdict, totalSeconds, pagesTransferred, phases } = simulate(
      idle(setting, [{ seconds: 1, bandwidthBitsPerSecond: 0 }]),
    );
    assertStrictEquals(verdict, "diverged");
    assertStrictEquals(totalSeconds, 60);
    assert(pagesTransferred > 25_000 && pagesTransferred < 32_000, `${pagesTransferred}`);
    assertStrictEquals(phases.reduce((sum, phase) => sum + phase.pages, 0), pagesTransferred);
  });
}

Deno.test("pages are reported as sent while the link carries them", () => {
  for (const setting of SETTINGS) {
    const changes = [{ seconds: 1, bandwidthBitsPerSecond: 0 }, { seconds: 5, bandwidthBitsPerSecond: 2e9 }];
    const { events, result } = watch(idle(setting, changes));
    const sent = events.flatMap((event) => event.kind === "sent" ? event.seconds : []);
    // A batch, or a full queue, is read ahead of the wire.
    assertStrictEquals(sent.some((seconds) => seconds > 1.1 && seconds < 4.9), false, setting.engine);
    assert(Math.max(...sent) <= result.totalSeconds);
  }
});

Deno.test("with a push under way a faster link brings pages sooner", () => {
  const scenario = (changes: LinkChange[]): ScenarioInput => ({
    preset: "qemu",
    vm: { memoryBytes: 2 ** 28 },
    workload: { kind: "uniform", writesPerSecond: 2000, touchesPerWrite: 1 },
    network: { bandwidthBitsPerSecond: 2e8, changes },
    migration: { engine: "post-copy" },
  });
  const slow = simulate(scenario([]));
  const faster = simulate(scenario([{ seconds: 2, bandwidthBitsPerSecond: 2e9 }]));
  assert(faster.totalSeconds < 0.4 * slow.totalSeconds);
  assert(faster.stallSeconds < 0.4 * slow.stallSeconds);
});

Deno.test("changes must be in order, and rates must not be negative", () => {
  const changed = (...changes: LinkChange[]) => () => simulate({ vm: { memoryBytes: 2 ** 20 }, network: { changes } });
  assertThrows(
    changed({ seconds: 2, bandwidthBitsPerSecond: 1e9 }, { seconds: 2, bandwidthBitsPerSecond: 1e8 }),
    RangeError,
    "Cannot read scenario: network.changes.1.seconds must be later than 2, got 2",
  );
  assertThrows(
    changed({ seconds: 2, bandwidthBitsPerSecond: -1 }),
    RangeError,
    "network.changes.0.bandwidthBitsPerSecond must be a number of bits per second from 0",
  );
});
