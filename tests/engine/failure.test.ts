import { assert, assertAlmostEquals, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { type Failure, simulateFailure } from "../../lib/drain.ts";
import type { Phase } from "../../lib/engine/run/result.ts";
import type { Engine, Hypervisor, ScenarioInput } from "../../lib/scenario/types.ts";
import { simulate } from "../../lib/simulate.ts";

const KINDS: Failure["kind"][] = ["source", "destination", "link", "cancel"];

function scenarioOf(hypervisor: Hypervisor, engine: Engine): ScenarioInput {
  return {
    preset: hypervisor === "qemu" ? "qemu" : "gigabit",
    vm: { memoryBytes: 2 ** 27 },
    workload: { kind: "uniform", writesPerSecond: 5000 },
    network: { bandwidthBitsPerSecond: 2e8 },
    migration: { hypervisor, engine, maxBytesPerSecond: null, downtimeLimitSeconds: 0.1 },
  };
}

/** The middle of the last phase of a name. */
function during(scenario: ScenarioInput, name: Phase["name"]): number {
  const { startSeconds, seconds } = simulate(scenario).phases.findLast((phase) => phase.name === name)!;
  return startSeconds + seconds / 2;
}

type Row = [engines: Engine[], hypervisors: Hypervisor[], phases: Phase["name"][], guests: string[]];

const ALL: Hypervisor[] = ["xen-4.1", "xen-4.6", "qemu"];
const SAFE = ["lost", "source", "source", "source"];

/** The rows of the table of docs/failures.md: where the guest is after each of the kinds. */
const ROWS: Row[] = [
  [["pre-copy"], ALL, ["round"], SAFE],
  [["pre-copy"], ["xen-4.1", "xen-4.6"], ["final copy"], SAFE],
  [["stop-and-copy"], ALL, ["copy"], SAFE],
  [["three-stage"], ALL, ["round"], SAFE],
  [["post-copy"], ["qemu"], ["round"], SAFE],
  [["three-stage", "post-copy"], ["xen-4.1", "xen-4.6"], ["push and fetch"], ["lost", "lost", "lost", "destination"]],
  [["three-stage", "post-copy"], ["qemu"], ["switchover", "push and fetch"], ["lost", "lost", "paused", "destination"]],
];

for (const [engines, hypervisors, phases, guests] of ROWS) {
  for (const engine of engines) {
    for (const phase of phases) {
      Deno.test(`${engine}, ${hypervisors.join(", ")}, ${phase}: the guest is ${guests.join(", ")}`, () => {
        for (const hypervisor of hypervisors) {
          const scenario = scenarioOf(hypervisor, engine);
          const seconds = during(scenario, phase);
          const failures = KINDS.map((kind) => simulateFailure(scenario, { kind, seconds }));
          assertEquals(failures.map(({ failure }) => failure.guest), guests);
          for (const { failure, result } of failures) {
            assertStrictEquals(failure.phase, phase);
            if (!failure.completed) assertAlmostEquals(result.totalSeconds, seconds, 1e-9);
            if (failure.guest !== "paused") continue;
            assert(phase === "switchover" || failure.missingPages > 0);
          }
        }
      });
    }
  }
}

Deno.test("a recovered post-copy under QEMU goes on, and sends again what was in flight", () => {
  for (const engine of ["three-stage", "post-copy"] as const) {
    const scenario = scenarioOf("qemu", engine);
    const whole = simulate(scenario);
    const seconds = during(scenario, "push and fetch");
    const { failure, result } = simulateFailure(scenario, { kind: "link", seconds, recoverSeconds: seconds + 10 });
    assertEquals([failure.guest, failure.completed], ["destination", true]);
    assertAlmostEquals(result.totalSeconds, whole.totalSeconds + 10, 0.5);
    assert(result.pagesTransferred > whole.pagesTransferred);
    assert(result.stallSeconds > whole.stallSeconds + 5);
  }
});

Deno.test("a failure after the end changes nothing, and a random one comes in time", () => {
  const scenario = scenarioOf("xen-4.6", "pre-copy");
  const whole = simulate(scenario);
  const late = simulateFailure(scenario, { kind: "source", seconds: 1e6 });
  assertEquals([late.failure.guest, late.failure.phase, late.failure.completed], ["destination", null, true]);
  assertEquals({ ...late.result, warnings: [] }, { ...whole, warnings: [] });
  const at = (seed: number) =>
    simulateFailure({ ...scenario, seed }, { kind: "link", seconds: "random" }).failure.seconds;
  assert(at(1) > 0 && at(1) < 2 * whole.totalSeconds);
  assertStrictEquals(at(1), at(1));
  assert(at(1) !== at(2));
});

Deno.test("bad failures are refused", () => {
  const bad = (failure: object) => () => simulateFailure(scenarioOf("qemu", "pre-copy"), failure as Failure);
  assertThrows(bad({ kind: "fire", seconds: 1 }), Error, "kind must be one of source, destination, link, cancel");
  assertThrows(bad({ kind: "link", seconds: -1 }), RangeError, "seconds must be a number of seconds from 0");
  assertThrows(bad({ kind: "link", seconds: 5, recoverSeconds: 5 }), RangeError, "recoverSeconds must be");
});
