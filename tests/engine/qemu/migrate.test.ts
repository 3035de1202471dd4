import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { simulate } from "../../../lib/simulate.ts";
import type { MigrationResult } from "../../../lib/engine/run/result.ts";
import type { ScenarioInput } from "../../../lib/scenario/types.ts";
import { average } from "../../random/statistics.ts";
import { alwaysDirty, anyQemuScenario, LINK, PAGE_BYTES_SENT, plain } from "../qemu-scenarios.ts";
import { type Event, pagesOf, passes, upTo, watch } from "../scenarios.ts";

const RUNS = { numRuns: 120 };
const ENGINES = ["pre-copy", "three-stage", "post-copy"] as const;
/**
 * The bandwidth measured on a link that is never idle is its rate. This many pages fit in the default limit of 0.3 s.
 */
const THRESHOLD = LINK * PAGE_BYTES_SENT * 0.3 / 4096;
/** Limits are checked again after 51 ms, the clock is read after 64 pages, and 32 pages are sent together. */
const ITERATION = LINK * 0.051 + 64 + 32;

const ascending = (pages: Iterable<number>) => [...pages].sort((a, b) => a - b);
const near = (a: number, b: number, what = "") =>
  assert(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)), `${what}: ${a}, expected ${b}`);
const spent = (result: MigrationResult, name: string) => result.phases.find((phase) => phase.name === name)!;

/** The number of pending pages at each dirty-log read. */
function waiting(pages: number, events: readonly Event[]): { before: number; after: number; seconds: number }[] {
  const pending = new Set(upTo(pages));
  const counts: { before: number; after: number; seconds: number }[] = [];
  for (const event of events) {
    if (event.kind === "sent") { for (const page of event.pages) pending.delete(page); }
    else {
      const before = pending.size;
      for (const page of event.dirty) pending.add(page);
      counts.push({ before, after: pending.size, seconds: event.seconds });
    }
  }
  return counts;
}

Deno.test("an idle guest needs one gated sync and the last one, and every page is sent once in ascending order", () => {
  const { result, events } = watch(plain("pre-copy"));
  assertStrictEquals(result.verdict, "converged");
  assertEquals(result.rounds.map(({ guest }) => guest), ["running", "stopped"]);
  assertStrictEquals(events.filter(({ kind }) => kind === "cleaned").length, 2);
  assertEquals(passes(events).flatMap(({ sent }) => sent), upTo(20_000));
});

Deno.test("an idle guest is stopped with unsent pages for up to the downtime limit", () => {
  for (const downtimeLimitSeconds of [0.1, 0.3, 0.6]) {
    const { result, events } = watch(plain("pre-copy", { migration: { downtimeLimitSeconds } }));
    const [gate] = waiting(20_000, events);
    const threshold = THRESHOLD * downtimeLimitSeconds / 0.3;
    assert(gate.before < threshold && gate.before > threshold - ITERATION, `${gate.before} of ${threshold}`);
    // A downtime near the limit is normal.
    const downtime = result.downtimeSeconds!;
    assert(downtime <= downtimeLimitSeconds && downtime > downtimeLimitSeconds - ITERATION / LINK, `${downtime}`);
    near(downtime, spent(result, "final copy").seconds + spent(result, "switchover").seconds);
  }
});

Deno.test("the log is read as soon as the pending pages could be sent within the downtime limit, and not earlier", () => {
  const workload = alwaysDirty(0, 4000);
  const { result, events } = watch(plain("pre-copy", { workload, migration: { timeLimitSeconds: 8 } }));
  assertStrictEquals(result.verdict, "diverged");
  const syncs = waiting(20_000, events);
  assert(syncs.length > 10);
  for (const { before, after } of syncs) {
    assert(before < THRESHOLD * 1.01 && before > THRESHOLD - ITERATION, `${before} of ${THRESHOLD}`);
    assert(after > THRESHOLD);
  }
});

Deno.test("no sync happens in the first window, because no bandwidth has been measured yet", () => {
  // 800 pages take 80 ms, and the guest dirties all of them at once.
  const { events } = watch(plain("pre-copy", { pages: 2000, link: 8000, workload: alwaysDirty(0, 10) }));
  const first = events.find(({ kind }) => kind === "cleaned")!;
  assert(first.seconds >= 0.1 && first.seconds < 0.17, `${first.seconds}`);
});

Deno.test("a page dirtied between sync and send is sent, and sent again after the next sync", () => {
  // Four pages that are written all the time and are the last ones reached after a sync.
  const hot = [19_990, 19_993, 19_995, 19_999];
  const workload = [...hot.map((page) => alwaysDirty(page, 1)), alwaysDirty(0, 4000)];
  const { events } = watch(plain("pre-copy", { workload, migration: { timeLimitSeconds: 4 } }));
  // The first pass takes 2 s and each sync finds 4000 more.
  const seen = passes(events).slice(0, 4);
  assert(seen.length === 4);
  for (const page of hot) {
    assert(seen.every(({ dirtyAfter }) => dirtyAfter!.includes(page)));
    const sent = seen.map((pass) => pass.sent.filter((one) => one === page).length);
    assert(sent.slice(1).some((count) => count === 1) && sent.every((count) => count <= 1), `${sent}`);
  }
  assert(simulate(plain("pre-copy", { workload })).rounds.every(({ pagesSkipped }) => pagesSkipped === 0));
});

Deno.test("the cursor is circular, and a sync does not move it", () => {
  const workload = alwaysDirty(0, 4000);
  const { events } = watch(plain("pre-copy", { workload, migration: { timeLimitSeconds: 4 } }));
  const [first, second, third] = passes(events);
  const stopped = first.sent.length;
  assertEquals(first.sent, upTo(stopped), "the first pass ascends from page 0");
  assert(stopped > 16_500 && stopped < 18_000);
  // Continue to the end of memory, then from its start to the pages found dirty.
  const tail = 20_000 - stopped;
  assertEquals(second.sent.slice(0, tail), upTo(tail).map((i) => stopped + i));
  const reached = second.sent.length - tail;
  assertEquals(second.sent.slice(tail), upTo(reached));
  assert(reached > 100 && reached < 3900);
  // The next sync finds all 4000 again. The cursor continues after the last page sent, not at page 0.
  assert(third.sent.length > 500);
  assertEquals(third.sent, upTo(third.sent.length).map((i) => reached + i));
});

Deno.test("a guest that dirties faster than the link is abandoned at the time limit", () => {
  const workload = alwaysDirty(0, 20_000);
  const { result, events } = watch(plain("pre-copy", { workload, migration: { timeLimitSeconds: 7 } }));
  assertStrictEquals(result.verdict, "diverged");
  assertStrictEquals(result.downtimeSeconds, null);
  assert(result.totalSeconds >= 7 && result.totalSeconds < 7.2, `${result.totalSeconds}`);
  // The link was always busy.
  assert(Math.abs(result.pagesTransferred / (LINK * result.totalSeconds) - 1) < 1e-3);
  assert(result.phases.every(({ guest }) => guest === "source"));
  assert(events.some(({ kind }) => kind === "cleaned"));
});

Deno.test("a guest that dirties faster than the link is abandoned at the limit of dirty-log reads, even if they take little time", () => {
  const scenario = plain("pre-copy", {
    pages: 1,
    link: 1e9,
    workload: { kind: "uniform", writesPerSecond: 1e15 },
    migration: { downtimeLimitSeconds: 0, timeLimitSeconds: 1e9 },
  });
  const source = { ...scenario.source, dirtyLogReadSeconds: 1e-7 };
  const result = simulate({ ...scenario, source });
  assertStrictEquals(result.verdict, "diverged");
  assert(result.totalSeconds < 1);
  const syncs = ({ rounds }: MigrationResult) => rounds.filter(({ pagesDirtied }) => pagesDirtied > 0).length;
  assertStrictEquals(syncs(result), 10_000);
  assertStrictEquals(syncs(simulate({ ...scenario, source, migration: { ...scenario.migration, maxRounds: 77 } })), 77);
});

Deno.test("the cap limits the bytes sent with the guest at the source in each window, within one page", () => {
  for (const engine of ENGINES) {
    for (const maxBytesPerSecond of [1e5, 1e6, 3.2e7]) {
      const migration = { maxBytesPerSecond, timeLimitSeconds: 3 };
      const { result, events } = watch(plain(engine, { pages: 10_000, workload: alwaysDirty(0, 3000), migration }));
      const live = result.phases.filter(({ guest }) => guest === "source").at(-1)!;
      const end = live.startSeconds + live.seconds;
      const windows = new Map<number, number>();
      for (const event of events) {
        // The windows follow one another from the start of the migration.
        const window = Math.floor(event.seconds / 0.1 + 1e-6);
        if (event.kind !== "sent" || event.seconds >= end - 1e-9) continue;
        windows.set(window, (windows.get(window) ?? 0) + event.pages.length * PAGE_BYTES_SENT);
      }
      assert(windows.size >= (engine === "post-copy" ? 1 : 10));
      for (const [window, bytes] of windows) {
        const budget = maxBytesPerSecond / 10;
        const what = `${engine}, ${maxBytesPerSecond} B/s, window ${window}: ${bytes}`;
        assert(bytes < budget + PAGE_BYTES_SENT, what);
        if (window < windows.size - 2) assert(bytes >= budget, what);
      }
    }
  }
});

Deno.test("the cap applies neither while the guest is stopped nor after it has moved", () => {
  const capped = (engine: "pre-copy" | "post-copy") =>
    simulate(plain(engine, { migration: { maxBytesPerSecond: 4e6, timeLimitSeconds: 1e3 } }));
  const final = spent(capped("pre-copy"), "final copy");
  assert(final.pages > 150);
  assert(Math.abs(final.pages / final.seconds / LINK - 1) < 0.02, `${final.pages / final.seconds}`);
  const push = spent(capped("post-copy"), "push and fetch");
  assert(push.pages > 19_000);
  assert(Math.abs(push.pages / push.seconds / LINK - 1) < 0.02, `${push.pages / push.seconds}`);
});

Deno.test("the threshold follows the capped rate, which shortens the downtime accordingly", () => {
  const downtime = (maxBytesPerSecond: number | null) =>
    simulate(plain("pre-copy", { migration: { maxBytesPerSecond, timeLimitSeconds: 1e3 } })).downtimeSeconds!;
  const [free, tenth] = [downtime(null), downtime(LINK * PAGE_BYTES_SENT / 10)];
  assert(free > 0.23);
  assert(tenth < 0.031 && tenth > 0.018, `${tenth}`);
});

Deno.test("a larger downtime limit makes a busy guest's migration shorter and its downtime longer", () => {
  const means = [0.05, 0.15, 0.3, 0.6].map((downtimeLimitSeconds) => {
    const results = upTo(8).map((seed) =>
      simulate(plain("pre-copy", {
        workload: { kind: "uniform", writesPerSecond: 6000, pages: 15_000 },
        migration: { downtimeLimitSeconds },
        seed,
      }))
    );
    assert(results.every(({ verdict }) => verdict === "converged"));
    return {
      total: average(results.map(({ totalSeconds }) => totalSeconds)),
      downtime: average(results.map(({ downtimeSeconds }) => downtimeSeconds!)),
    };
  });
  for (let i = 1; i < means.length; i++) {
    assert(means[i].total < means[i - 1].total, `total ${means[i - 1].total}, then ${means[i].total}`);
    assert(means[i].downtime > means[i - 1].downtime * 1.2, `${means[i - 1].downtime}, ${means[i].downtime}`);
  }
});

Deno.test("a page costs 8 bytes of header, a zero page 9 bytes in total; pages that the guest writes are not zero pages", () => {
  const idle = simulate(plain("pre-copy", { pages: 5000, zeroPages: 3000, stateBytes: 777 }));
  assertStrictEquals(idle.pagesTransferred, 2000);
  assertStrictEquals(idle.zeroPagesTransferred, 3000);
  assertStrictEquals(idle.bytesTransferred, 2000 * 4104 + 3000 * 9 + 777);
  const written = watch(plain("pre-copy", { pages: 5000, zeroPages: 3000, workload: alwaysDirty(4000, 10) }));
  const sent = passes(written.events).flatMap(({ sent }) => sent);
  assertStrictEquals(sent.filter((page) => page >= 4000 && page < 4010).length, 20);
  assertStrictEquals(written.result.zeroPagesTransferred, 2990);
  assertStrictEquals(written.result.pagesTransferred, 2000 + 20);
});

Deno.test("pre-copy ends when all data has passed the queue and the guest runs at the destination", () => {
  const scenario = plain("pre-copy", { queueBytes: 2e6, latencySeconds: 0.01 });
  const { phases, rounds, totalSeconds } = simulate({
    ...scenario,
    destination: { ...scenario.destination, resumeSeconds: 0.02 },
  });
  assertEquals(phases.map(({ name }) => name), ["round", "suspend", "final copy", "switchover"]);
  // The content of the queue, the latency and the start of the guest.
  near(phases[3].seconds, 2e6 / (LINK * PAGE_BYTES_SENT) + 0.01 + 0.02);
  near(totalSeconds, phases[3].startSeconds + phases[3].seconds);
  assertStrictEquals(rounds.at(-1)!.pagesSent, phases[2].pages);
});

Deno.test("three-stage copy completes like pre-copy if few pages are dirty when the first pass ends", () => {
  const setting = { workload: { kind: "uniform" as const, writesPerSecond: 100, pages: 10_000 } };
  const [three, pre] = [simulate(plain("three-stage", setting)), simulate(plain("pre-copy", setting))];
  // Only the warnings of unused fields differ.
  assertEquals({ ...three, engine: "pre-copy", warnings: pre.warnings }, pre);
  assertEquals(three.phases.map(({ name }) => name), ["round", "suspend", "final copy", "switchover"]);
  const busy = simulate(plain("three-stage", { workload: alwaysDirty(0, 4000) }));
  assertEquals(busy.phases.map(({ name }) => name), ["round", "suspend", "switchover", "push and fetch"]);
});

Deno.test("three-stage copy switches at the first sync: every page is sent once, and the dirty ones once more", () => {
  const { result, events } = watch(plain("three-stage", { workload: alwaysDirty(0, 4000) }));
  const [pass, atSwitch, push, ...others] = passes(events);
  assertEquals([atSwitch.sent, others], [[], []]);
  assertEquals(ascending(push.sent), [...upTo(4000), ...upTo(20_000).slice(pass.sent.length)]);
  assertStrictEquals(result.pagesTransferred, 24_000);
  assertStrictEquals(result.rounds[0].pagesSent, pass.sent.length);
});

Deno.test("three-stage copy switches switchDelaySeconds after the end of the first pass", () => {
  const end = (switchDelaySeconds: number) => {
    const { phases, rounds } = simulate(
      plain("three-stage", { workload: alwaysDirty(0, 4000), migration: { switchDelaySeconds } }),
    );
    return { pass: rounds[0].seconds, switch: phases[1].startSeconds };
  };
  const none = end(0);
  assertStrictEquals(none.switch, none.pass);
  for (const delay of [0.05, 0.4]) {
    const late = end(delay);
    assertStrictEquals(late.pass, none.pass);
    assert(late.switch >= late.pass + delay && late.switch < late.pass + delay + 0.06, `${late.switch - late.pass}`);
  }
});

Deno.test("post-copy sends during one call before the switch, and then every page that is unsent or was dirtied", () => {
  const { result, events } = watch(plain("post-copy", { workload: alwaysDirty(100, 40) }));
  const [before, after, ...others] = passes(events);
  assert(before.sent.length >= 500 && before.sent.length <= ITERATION, `${before.sent.length}`);
  assertEquals(before.sent, upTo(before.sent.length));
  assertEquals(
    ascending(after.sent),
    [...upTo(40).map((i) => 100 + i), ...upTo(20_000).slice(before.sent.length)],
  );
  assertEquals(others, []);
  assertStrictEquals(result.pagesTransferred, 20_040);
});

Deno.test("post-copy with a cap switches at the end of the window in which it used up its budget", () => {
  const asked = (maxBytesPerSecond: number | null) =>
    simulate(plain("post-copy", { migration: { maxBytesPerSecond } })).phases[0];
  const capped = asked(4e6);
  near(capped.seconds, 0.1);
  assertStrictEquals(capped.pages, Math.ceil(4e5 / PAGE_BYTES_SENT));
  assertEquals(asked(1e9), asked(null));
  assert(asked(null).seconds < 0.06);
});

Deno.test("the state passes the queue, so the guest waits at the switch for the content of the queue", () => {
  for (const engine of ["three-stage", "post-copy"] as const) {
    const setting = { workload: alwaysDirty(0, 4000), stateBytes: 41_040, latencySeconds: 0.002 };
    const downtime = (queueBytes: number) => simulate(plain(engine, { ...setting, queueBytes })).downtimeSeconds!;
    const [short, long] = [downtime(5e5), downtime(1.5e6)];
    const wire = 1 / (LINK * PAGE_BYTES_SENT);
    assert(Math.abs(long - short - 1e6 * wire) < 2e-3, `${engine}: ${long - short}, expected ${1e6 * wire}`);
    assert(Math.abs(short - (5e5 + 41_040) * wire - 0.002) < 2e-3, `${engine}: ${short}`);
  }
});

Deno.test("at the switch, the source sends every run of pages to discard", () => {
  for (const engine of ["three-stage", "post-copy"] as const) {
    const { result, events } = watch(plain(engine, {
      workload: [7, 9, 20, 33, 400, 402, 404].map((page) => alwaysDirty(page, 1)).concat(alwaysDirty(1000, 4000)),
      stateBytes: 5000,
    }));
    const toDiscard = new Set(passes(events).at(-1)!.sent);
    const runs = [...toDiscard].filter((page) => !toDiscard.has(page - 1)).length;
    assert(runs >= 7);
    assertStrictEquals(spent(result, "suspend").bytes, Math.ceil(runs / 12) * 14 + runs * 16 + 5000);
  }
});

/** Tracks QEMU's bitmap during a migration: the pending pages and the cursor. */
function byTheBook(scenario: ScenarioInput, { result, events }: { result: MigrationResult; events: Event[] }) {
  const pages = pagesOf(scenario);
  const words = Math.ceil(pages / 32);
  const pending = new Set(upTo(pages));
  const push = result.phases.find(({ name }) => name === "push and fetch");
  let cursor = 0;
  let resent = 0;
  for (const event of events) {
    if (event.kind === "cleaned") {
      for (const page of event.dirty) pending.add(page);
      continue;
    }
    for (const page of event.pages) {
      assert(pending.delete(page), `page ${page} was sent but not pending`);
      resent++;
    }
    // After the switch, faults have priority.
    if (push !== undefined && event.seconds >= spent(result, "suspend").startSeconds) continue;
    const word = Math.floor(event.pages[0] / 32);
    for (let at = cursor; at !== word; at = (at + 1) % words) {
      for (let bit = 0; bit < 32; bit++) assert(!pending.has(at * 32 + bit), "the cursor skips no pending page");
    }
    for (const page of upTo(32).map((bit) => word * 32 + bit).filter((page) => page < event.pages.at(-1)!)) {
      assert(!pending.has(page), "nor within a word");
    }
    cursor = word;
  }
  return { pending, sent: resent };
}

Deno.test("only pending pages are sent, in the cursor's order, and none is left at the end", () => {
  fc.assert(
    fc.property(anyQemuScenario(), (scenario) => {
      const seen = watch(scenario);
      const { pending, sent } = byTheBook(scenario, seen);
      const { verdict, pagesTransferred, zeroPagesTransferred } = seen.result;
      assertStrictEquals(sent, pagesTransferred + zeroPagesTransferred);
      if (verdict === "converged") assertEquals([...pending], []);
      else assertStrictEquals(verdict, "diverged");
    }),
    RUNS,
  );
});

Deno.test("every page at the destination was sent after its last write, because the last sync happens with the guest stopped", () => {
  fc.assert(
    fc.property(anyQemuScenario(), (scenario) => {
      const { result, events } = watch(scenario);
      if (result.verdict !== "converged") return;
      const stopped = spent(result, "suspend");
      const syncs = events.filter(({ kind }) => kind === "cleaned");
      assertStrictEquals(syncs.at(-1)!.seconds, stopped.startSeconds + scenario.source!.suspendSeconds!);
      // A page is sent with its current content, so after the sync that found it dirty.
      let synced = 0;
      for (const { kind, seconds } of events) {
        if (kind === "cleaned") synced = seconds;
        else assert(seconds >= synced);
      }
    }),
    RUNS,
  );
});

Deno.test("no page is sent twice between two dirty-log reads", () => {
  fc.assert(
    fc.property(anyQemuScenario(), (scenario) => {
      for (const { sent } of passes(watch(scenario).events)) assertStrictEquals(new Set(sent).size, sent.length);
    }),
    RUNS,
  );
});

Deno.test("three-stage copy sends no page more than twice, except those sent between the first sync and the switch", () => {
  fc.assert(
    fc.property(anyQemuScenario(["three-stage"]), (scenario) => {
      const { events } = watch(scenario);
      const seen = passes(events);
      const between = new Set(seen.slice(1, -1).flatMap(({ sent }) => sent));
      const times = new Map<number, number>();
      for (const page of seen.flatMap(({ sent }) => sent)) times.set(page, (times.get(page) ?? 0) + 1);
      for (const [page, count] of times) assert(count <= 2 || between.has(page), `page ${page}: ${count} times`);
      if (scenario.migration!.switchDelaySeconds === 0) assertEquals([...between], []);
    }),
    RUNS,
  );
});

Deno.test("post-copy sends each page once, and a second time if it was sent before the switch and dirtied since", () => {
  fc.assert(
    fc.property(anyQemuScenario(["post-copy"]), (scenario) => {
      const { result, events } = watch(scenario);
      const [before, after, ...others] = passes(events);
      assertEquals(others, []);
      if (result.verdict === "diverged") return;
      const early = new Set(before.sent);
      const dirty = new Set(before.dirtyAfter);
      assertEquals(
        ascending(after.sent),
        upTo(pagesOf(scenario)).filter((page) => !early.has(page) || dirty.has(page)),
      );
    }),
    RUNS,
  );
});

Deno.test("phases cover the migration without gaps, and add up to its pages, bytes and downtime", () => {
  fc.assert(
    fc.property(anyQemuScenario(), (scenario) => {
      const result = simulate(scenario);
      let seconds = 0;
      for (const phase of result.phases) {
        near(phase.startSeconds, seconds);
        assert(phase.seconds >= 0 && phase.pages >= 0);
        seconds = phase.startSeconds + phase.seconds;
      }
      near(seconds, result.totalSeconds);
      const sum = (of: (phase: MigrationResult["phases"][number]) => number) =>
        result.phases.reduce((sum, phase) => sum + of(phase), 0);
      assertStrictEquals(sum(({ pages }) => pages), result.pagesTransferred);
      near(sum(({ bytes }) => bytes), result.bytesTransferred);
      const stopped = sum(({ guest, seconds }) => guest === "nowhere" ? seconds : 0);
      // A migration abandoned after the switch has already had its downtime.
      if (result.phases.at(-1)!.guest === "source") assertStrictEquals(result.downtimeSeconds, null);
      else near(result.downtimeSeconds!, stopped);
    }),
    RUNS,
  );
});

Deno.test("rounds cover the time at the source and add up to the pages sent there and in the final copy", () => {
  fc.assert(
    fc.property(anyQemuScenario(), (scenario) => {
      const { result, events } = watch(scenario);
      const live = result.rounds.filter(({ guest }) => guest === "running");
      const [round] = result.phases;
      let seconds = 0;
      for (const { startSeconds, ...one } of live) {
        near(startSeconds, seconds);
        seconds = startSeconds + one.seconds;
      }
      near(seconds, round.seconds);
      assertStrictEquals(live.reduce((sum, { bytes }) => sum + bytes, 0), round.bytes);
      // Pages found by a sync that were not pending yet. The last sync happens with the guest stopped.
      const syncs = waiting(pagesOf(scenario), events).slice(0, result.phases.length > 1 ? -1 : undefined);
      live.forEach(({ pagesDirtied }, i) => {
        assertStrictEquals(pagesDirtied, i < syncs.length ? syncs[i].after - syncs[i].before : 0);
      });
      const [final, ...others] = result.rounds.filter(({ guest }) => guest === "stopped");
      assertEquals(others, []);
      const copied = spent(result, "final copy");
      if (final === undefined) assertStrictEquals(copied, undefined);
      else near(final.bytes + scenario.vm!.stateBytes!, copied.bytes);
    }),
    RUNS,
  );
});

Deno.test("the remaining-pages curve never goes back in time or below zero, and ends at zero", () => {
  fc.assert(
    fc.property(anyQemuScenario(), (scenario) => {
      const { timeline, verdict, totalSeconds } = simulate(scenario);
      timeline.forEach(({ seconds, remainingPages }, i) => {
        assert(i === 0 || seconds >= timeline[i - 1].seconds);
        assert(remainingPages >= 0 && remainingPages <= pagesOf(scenario));
      });
      assert(timeline.at(-1)!.seconds <= totalSeconds);
      if (verdict === "converged") assertStrictEquals(timeline.at(-1)!.remainingPages, 0);
    }),
    RUNS,
  );
});
