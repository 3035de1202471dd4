import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../lib/simulate.ts";
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import type { Engine, Host } from "../../lib/scenario/types.ts";
import { alwaysDirty, LINK, PAGE_BYTES_SENT, plain, type Setting } from "./qemu-scenarios.ts";

const near = (a: number, b: number) =>
  assert(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${a}, expected ${b}`);
const spent = (result: MigrationResult, name: string) => result.phases.find((phase) => phase.name === name)!;

/** A migration by `engine` with these costs on both hosts. Apart from the link, nothing else has a cost. */
function migrate(engine: Engine, costs: Partial<Host>, setting: Setting = {}): MigrationResult {
  const scenario = plain(engine, setting);
  return simulate({
    ...scenario,
    source: { ...scenario.source, ...costs },
    destination: { ...scenario.destination, ...costs },
  });
}

Deno.test("each dirty-log read with the guest running costs its fixed time and the examination of every page", () => {
  // The guest writes nothing, so it is stopped after one dirty-log read with the same pages pending.
  const [free, paid] = [migrate("pre-copy", {}), migrate("pre-copy", { walkSecondsPerPage: 1e-6 })];
  near(paid.phases[0].seconds - free.phases[0].seconds, 20_000 * 1e-6);
  assertStrictEquals(paid.phases[2].pages, free.phases[2].pages);
  const both = migrate("pre-copy", { walkSecondsPerPage: 1e-6, dirtyLogReadSeconds: 0.03 });
  near(both.phases[0].seconds - free.phases[0].seconds, 20_000 * 1e-6 + 0.03);
  // The last dirty-log read happens with the guest stopped, so its cost is part of suspendSeconds.
  near(spent(both, "suspend").seconds, 0);
  // Post-copy reads the log only at the switch.
  const switched = (costs: Partial<Host>) => spent(migrate("post-copy", costs), "push and fetch").startSeconds;
  near(switched({ walkSecondsPerPage: 1e-6, dirtyLogReadSeconds: 0.03 }), switched({}));
});

Deno.test("the switchover of three-stage copy marks every pending page absent; that of post-copy marks none", () => {
  const setting = { workload: alwaysDirty(0, 4000) };
  for (const engine of ["three-stage", "post-copy"] as const) {
    const [free, paid] = [migrate(engine, {}, setting), migrate(engine, { markAbsentSecondsPerPage: 1e-5 }, setting)];
    const cost = spent(paid, "switchover").seconds - spent(free, "switchover").seconds;
    near(cost, engine === "three-stage" ? spent(paid, "push and fetch").pages * 1e-5 : 0);
    near(paid.downtimeSeconds! - free.downtimeSeconds!, cost);
  }
  // Pre-copy leaves no pages to mark.
  const pre = (costs: Partial<Host>) => migrate("pre-copy", costs).downtimeSeconds!;
  near(pre({ markAbsentSecondsPerPage: 1e-5 }), pre({}));
});

Deno.test("the fixed cost of a round is paid once, at the start of the first phase", () => {
  for (const engine of ["pre-copy", "three-stage", "post-copy"] as const) {
    const setting = { workload: alwaysDirty(0, 4000), migration: { timeLimitSeconds: 5 } };
    const [free, paid] = [migrate(engine, {}, setting), migrate(engine, { roundSeconds: 0.07 }, setting)];
    assertEquals([paid.phases[0].startSeconds, paid.rounds[0].startSeconds], [0, 0]);
    assert(paid.phases[0].seconds >= 0.07);
    const later = paid.phases[0].seconds - free.phases[0].seconds;
    if (engine === "post-copy") near(later, 0.07);
    // It shortens the first window of 100 ms for the bandwidth measurement and shifts the calls to send.
    if (engine === "three-stage") assert(later > 0.07 - 0.1 && later < 0.07 + 0.1, `${later}`);
    near(paid.phases.reduce((sum, { seconds }) => sum + seconds, 0), paid.totalSeconds);
  }
});

Deno.test("the last round is the final copy in pre-copy, and the pages sent before the switch in post-copy", () => {
  const pre = migrate("pre-copy", {}, { stateBytes: 5000 });
  const final = pre.rounds.at(-1)!;
  const copy = spent(pre, "final copy");
  assertEquals([final.guest, final.startSeconds, final.pagesDirtied], ["stopped", copy.startSeconds, 0]);
  assertEquals([final.pagesSent, final.bytes], [copy.pages, copy.bytes - 5000]);
  assert(final.seconds > 0 && final.seconds <= copy.seconds);

  const post = migrate("post-copy", {}, { workload: alwaysDirty(0, 4000) });
  assertEquals(post.rounds.map(({ guest, pagesDirtied }) => [guest, pagesDirtied]), [["running", 0]]);
  const [{ seconds, pagesSent, pagesWalked, bytes }] = post.rounds;
  const [live] = post.phases;
  assertEquals([seconds, pagesSent, pagesWalked, bytes], [live.seconds, live.pages, live.pages, live.bytes]);
});

Deno.test("the switchover lasts until the state has passed the queue and the guest has started", () => {
  const setting = { queueBytes: 1e6, latencySeconds: 0.004, stateBytes: 41_040, workload: alwaysDirty(0, 4000) };
  for (const engine of ["pre-copy", "three-stage", "post-copy"] as const) {
    const workload = engine === "pre-copy" ? [] : setting.workload;
    const switchover = (costs: Partial<Host>, more: Partial<Setting> = {}) =>
      spent(migrate(engine, costs, { ...setting, workload, ...more }), "switchover").seconds;
    // The state is written last, and the queue is full of it and the data before it.
    const expected = 1e6 / (LINK * PAGE_BYTES_SENT) + 0.004;
    assert(Math.abs(switchover({}) - expected) < 1e-3, `${engine}: ${switchover({})}, expected ${expected}`);
    near(switchover({ resumeSeconds: 0.05 }) - switchover({}), 0.05);
    near(switchover({}, { latencySeconds: 0.024 }) - switchover({}), 0.02);
  }
});
