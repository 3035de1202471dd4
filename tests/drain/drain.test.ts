import { assert, assertAlmostEquals, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { drain } from "../../lib/drain.ts";
import type { DrainPlan, DrainResult } from "../../lib/drain.ts";
import { simulateScenario } from "../../lib/engine/simulate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { ENGINES, HYPERVISORS } from "../../lib/scenario/names.ts";
import type { ScenarioInput, Workload } from "../../lib/scenario/types.ts";
import { simulate } from "../../lib/simulate.ts";
import { anyScenario } from "../engine/scenarios.ts";

const SETTINGS = HYPERVISORS.flatMap((hypervisor) => ENGINES.map((engine) => ({ hypervisor, engine })));

/** A few small VMs, some at a time, on links of random rates. */
function anyPlan(writesPerSecond = 500): fc.Arbitrary<DrainPlan> {
  const vm = fc.record({
    destination: fc.constantFrom("b", "c"),
    scenario: fc.record({
      vm: fc.record({ memoryBytes: fc.integer({ min: 1, max: 2000 }).map((pages) => pages * 4096) }),
      workload: fc.constant<Workload>({ kind: "uniform", writesPerSecond }),
      migration: fc.constantFrom(...SETTINGS),
    }),
  });
  return fc.record({
    parallelPerSource: fc.integer({ min: 1, max: 4 }),
    scenario: fc.constant({ migration: { maxBytesPerSecond: null } }),
    source: fc.constant("a"),
    hosts: fc.record({
      a: fc.record({ bandwidthBitsPerSecond: fc.constantFrom(1e8, 1e9) }),
      b: fc.record({ bandwidthBitsPerSecond: fc.constantFrom(1e8, 1e9) }),
      c: fc.record({ bandwidthBitsPerSecond: fc.constantFrom(3e8, 1e9) }),
    }),
    vms: fc.array(vm, { minLength: 1, maxLength: 6 }).map((vms) => vms.map((vm, i) => ({ ...vm, name: `vm${i}` }))),
  });
}

/** The highest sum of rates that VMs have at a time, of those that `counts`, and what all of them carry. */
function linkUse({ shares, makespanSeconds }: DrainResult, counts: (vm: number) => boolean): [number, number] {
  const rates = new Map<number, number>();
  let [most, bits, sum, seconds] = [0, 0, 0, 0];
  for (const share of [...shares, { seconds: makespanSeconds, vm: -1, bitsPerSecond: 0 }]) {
    bits += sum * (share.seconds - seconds);
    // Changes at the same time happen together.
    if (share.seconds > seconds) most = Math.max(most, sum);
    seconds = share.seconds;
    if (counts(share.vm)) rates.set(share.vm, share.bitsPerSecond);
    sum = [...rates.values()].reduce((total, rate) => total + rate, 0);
  }
  return [most, bits];
}

Deno.test("a VM alone in a drain is migrated as by simulate", () => {
  fc.assert(fc.property(anyScenario(), (scenario) => {
    const [vm] = drain({ scenario, vms: [{}] }).vms;
    // simulate adds warnings about fields of its input.
    assertEquals(vm.result, simulateScenario(parseScenario(scenario)));
    assertStrictEquals(vm.endSeconds, vm.result.totalSeconds);
  }));
});

Deno.test("links are never over capacity, and carry the bytes of all VMs", () => {
  fc.assert(
    fc.property(anyPlan(), (plan) => {
      const result = drain(plan);
      assertStrictEquals(result.moved, plan.vms.length);
      const [most, bits] = linkUse(result, () => true);
      assert(most <= plan.hosts!.a.bandwidthBitsPerSecond! * (1 + 1e-9));
      for (const host of ["b", "c"]) {
        const [most] = linkUse(result, (vm) => result.vms[vm]?.destination === host);
        assert(most <= plan.hosts![host].bandwidthBitsPerSecond! * (1 + 1e-9));
      }
      const payload = bits / 8 * 1448 / 1538;
      assert(result.bytesTransferred <= payload * (1 + 1e-6) + 1, `${result.bytesTransferred} ${payload}`);
      assertStrictEquals(result.bytesTransferred, result.vms.reduce((sum, vm) => sum + vm.result.bytesTransferred, 0));
    }),
    { numRuns: 60 },
  );
});

Deno.test("the order in which VMs are listed that start together does not matter", () => {
  fc.assert(
    fc.property(anyPlan(0), (plan) => {
      const together = { ...plan, parallelPerSource: null };
      const one = drain(together).vms;
      const other = drain({ ...together, vms: plan.vms.toReversed() }).vms.toReversed();
      one.forEach((vm, i) => {
        assertStrictEquals(vm.name, other[i].name);
        assertStrictEquals(vm.result.bytesTransferred, other[i].result.bytesTransferred);
        assertAlmostEquals(vm.endSeconds, other[i].endSeconds, 1e-6);
      });
    }),
    { numRuns: 60 },
  );
});

Deno.test("more capacity never lengthens a drain of guests that do not write", () => {
  fc.assert(
    fc.property(anyPlan(0), (plan) => {
      const twice = Object.entries(plan.hosts!).map(([name, host]) => {
        return [name, { bandwidthBitsPerSecond: 2 * host.bandwidthBitsPerSecond! }];
      });
      const slow = drain(plan).makespanSeconds;
      assert(drain({ ...plan, hosts: Object.fromEntries(twice) }).makespanSeconds <= slow * (1 + 1e-9));
    }),
    { numRuns: 60 },
  );
});

const IDLE: ScenarioInput = {
  vm: { memoryBytes: 2 ** 28 },
  workload: { kind: "uniform", writesPerSecond: 0 },
  network: { bandwidthBitsPerSecond: 1e9 },
};

Deno.test("a capped VM leaves the rest of the link to the other", () => {
  const capped = { name: "capped", scenario: { ...IDLE, migration: { maxBytesPerSecond: 25e6 } } };
  const { vms: [, free] } = drain({ parallelPerSource: 2, vms: [capped, { name: "free", scenario: IDLE }] });
  // 117.7 MB/s of payload, less 25.
  assertAlmostEquals(free.result.totalSeconds, 2 ** 28 * 4104 / 4096 / (117.7e6 - 25e6), 0.06);
});

Deno.test("two streams share a link by their weights", () => {
  const { vms: [light, heavy] } = drain({
    parallelPerSource: 2,
    scenario: IDLE,
    vms: [{ name: "light" }, { name: "heavy", weight: 3 }],
  });
  const alone = simulate(IDLE).totalSeconds;
  assertAlmostEquals(heavy.endSeconds, alone * 4 / 3, 0.05);
  assertAlmostEquals(light.endSeconds, alone * 2, 0.1);
});

Deno.test("the host's copy rate is shared like a link", () => {
  const hosts = { source: { copyBytesPerSecond: 60e6 }, destination: {} };
  const { makespanSeconds } = drain({ parallelPerSource: 2, hosts, scenario: IDLE, vms: [{ count: 2 }] });
  assertAlmostEquals(makespanSeconds, 2 * 2 ** 28 * 4104 / 4096 / 60e6, 0.1);
});

Deno.test("an outage of a host's network delays its migrations", () => {
  const outage = [{ seconds: 1, bandwidthBitsPerSecond: 0 }, { seconds: 31, bandwidthBitsPerSecond: 1e9 }];
  const plan = (changes: typeof outage) => {
    return {
      parallelPerSource: 2,
      scenario: IDLE,
      hosts: { source: { changes }, destination: {} },
      vms: [{ count: 2 }],
    };
  };
  assertAlmostEquals(drain(plan(outage)).makespanSeconds, drain(plan([])).makespanSeconds + 30, 1e-6);
  const { moved, makespanSeconds } = drain(plan(outage.slice(0, 1)));
  assertStrictEquals(moved, 0);
  assertStrictEquals(makespanSeconds, 120);
});

Deno.test("SimGrid's clocks for two migrations at a time over its small platform", () => {
  // examples/platforms/small_platform.xml; its model of TCP leaves 97 % of a link, of which acknowledgements take 5 %.
  const framingEfficiency = 0.97 / 1.05;
  const hosts = {
    Fafard: { bandwidthBitsPerSecond: 8 * 8.158e6 },
    Tremblay: { bandwidthBitsPerSecond: 8 * 10.099625e6 },
    Bourassa: { bandwidthBitsPerSecond: 8 * 11.618875e6 },
  };
  // Streams share by the inverse of the sum of latency + 20537 bytes / bandwidth over their links.
  const weights = { Tremblay: 1 / 8.396, Bourassa: 1 / 5.303 };
  const seconds = (destinations: (keyof typeof weights)[]) => {
    const vms = destinations.map((destination, i) => {
      return { name: `VM${i}`, destination, weight: weights[destination] };
    });
    const scenario: ScenarioInput = {
      vm: { memoryBytes: 244_141 * 4096, stateBytes: 0 },
      workload: { kind: "uniform", writesPerSecond: 0 },
      network: { framingEfficiency, latencySeconds: 0.002 },
    };
    return drain({ parallelPerSource: 2, source: "Fafard", hosts, scenario, vms }).vms.map((vm) => vm.endSeconds);
  };
  const near = (actual: number[], published: number[]) =>
    actual.forEach((value, i) => assert(Math.abs(value / published[i] - 1) < 0.01, `${value} ${published[i]}`));
  near(seconds(["Tremblay"]), [132.766]);
  near(seconds(["Tremblay", "Tremblay"]), [265.454, 265.454]);
  near(seconds(["Tremblay", "Bourassa"]), [265.436, 216.509]);
});

Deno.test("VMs start in the order of the policy, as many at a time as it allows", () => {
  const sizes = [2, 4, 1, 3];
  const vms = sizes.map((size, i) => ({
    name: `${size}`,
    scenario: { vm: { memoryBytes: size * 2 ** 24 }, workload: { kind: "uniform" as const, writesPerSecond: i } },
  }));
  const started = (order: DrainPlan["order"]) =>
    drain({ order, vms }).vms.toSorted((a, b) => a.startSeconds - b.startSeconds).map(({ name }) => name).join("");
  assertStrictEquals(started("listed"), "2413");
  assertStrictEquals(started("largest-first"), "4321");
  assertStrictEquals(started("smallest-first"), "1234");
  assertStrictEquals(started("calmest-first"), "2413");
  const { vms: kubevirt } = drain({ platform: "kubevirt", scenario: IDLE, vms: [{ count: 3 }] });
  assertEquals(kubevirt.map(({ startSeconds }) => startSeconds > 0), [false, false, true]);
  const into = { destination: ["b", "c"], parallelPerSource: null, parallelPerDestination: 1 };
  const { vms: placed } = drain({ ...into, scenario: IDLE, vms: [{ count: 4 }] });
  assertEquals(placed.map((vm) => vm.destination), ["b", "c", "b", "c"]);
  assertEquals(placed.map(({ startSeconds }) => startSeconds > 0), [false, false, true, true]);
});

Deno.test("a migration that fails is tried again as often as the policy says", () => {
  const hot: ScenarioInput = {
    preset: "qemu",
    vm: { memoryBytes: 2 ** 27 },
    workload: { kind: "uniform", writesPerSecond: 1e6 },
    migration: { maxBytesPerSecond: 1e7 },
  };
  const { moved, failed, vms: [vm] } = drain({
    scenario: hot,
    retries: 2,
    retrySeconds: 5,
    timeoutSecondsPerGiB: 160,
    vms: [{}],
  });
  assertEquals([moved, failed, vm.attempts, vm.moved], [0, 1, 3, false]);
  assertAlmostEquals(vm.endSeconds, 3 * 20 + 2 * 5, 1);
});

Deno.test("bad plans are refused with one clear line", () => {
  const bad: [Record<string, unknown>, string][] = [
    [{ vms: [] }, "vms must be a list of at least one VM"],
    [
      { vms: [{ destination: "x" }], hosts: { source: {}, b: {} } },
      'vms.0.destination must be one of source, b, got "x"',
    ],
    [{ vms: [{}], destination: "source" }, "vms.0.destination must be another host than the source"],
    [{ vms: [{ name: "a" }, { name: "a" }] }, 'vms must be VMs with names of their own, got "a"'],
    [{ vms: [{ startSeconds: -1 }] }, "vms.0.startSeconds must be a number of seconds from 0"],
    [
      { vms: [{}], link: { bandwidthBitsPerSecond: 0 } },
      "link.bandwidthBitsPerSecond must be above 0 at some time, got 0",
    ],
    [{ vms: [{}], parallel: 0 }, "parallel must be a whole number from 1"],
    [{ vms: [{}], atOnce: 2 }, "atOnce"],
    [{ vms: [{ destination: [] }] }, "vms.0.destination"],
    [{ vms: [{ scenario: { vm: { memoryBytes: 5 } } }] }, "vm.memoryBytes must be a whole number of pages"],
    [
      { vms: [{ scenario: { network: { changes: [{ seconds: 1, bandwidthBitsPerSecond: 0 }] } } }] },
      "scenario.network.changes must be left out",
    ],
  ];
  for (const [plan, message] of bad) {
    const complete = { scenario: { vm: { memoryBytes: 2 ** 20 } }, ...plan } as unknown as DrainPlan;
    assertThrows(() => drain(complete), Error, message);
  }
});
