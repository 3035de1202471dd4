import { assert, assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { simulate } from "../../lib/simulate.ts";
import { WIRE_FORMATS } from "../../lib/scenario/hypervisors.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import { writesPerSecondOf } from "../../lib/scenario/write-rate.ts";
import { rangeOf, zeroExtentsOf } from "../../lib/scenario/range.ts";
import { anyScenario, type Event, pagesOf, passes, upTo, watch, XEN } from "./scenarios.ts";

const RUNS = { numRuns: 150 };
const ascending = (pages: Iterable<number>) => [...pages].sort((a, b) => a - b);
const near = (a: number, b: number, what: string) =>
  assert(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)), `${what}: ${a} and ${b}`);

/**
 * Whether QEMU has reached its limit of dirty-log reads with the guest still at the source. No other run is abandoned.
 */
function gaveUp({ verdict, hypervisor, engine, phases, rounds }: MigrationResult): boolean {
  if (verdict !== "diverged") return false;
  assert(hypervisor === "qemu" && (engine === "pre-copy" || engine === "three-stage"));
  assert(rounds.length > 0 && phases.every(({ guest }) => guest === "source"));
  return true;
}

Deno.test("every page that the destination has at the end was sent after its last write", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { result, events } = watch(scenario);
      const stale = new Set(upTo(pagesOf(scenario)));
      let cleanedSeconds = 0;
      for (const event of events) {
        if (event.kind === "cleaned") {
          // Written at some time since the last read, so pages sent since then may have been sent before the write.
          for (const page of event.dirty) stale.add(page);
          cleanedSeconds = event.seconds;
          continue;
        }
        assert(event.seconds >= cleanedSeconds - 1e-12, "sent after the dirty-log read");
        for (const page of event.pages) stale.delete(page);
      }
      if (gaveUp(result)) return;
      assertEquals([...stale], []);
      // Nothing is written at the source after the last dirty-log read.
      const running = result.phases.filter(({ guest }) => guest === "source");
      const lastRun = running.length === 0 ? 0 : running[running.length - 1];
      const stopped = lastRun === 0 ? 0 : lastRun.startSeconds + lastRun.seconds;
      if (running.length > 0) assert(cleanedSeconds >= stopped - 1e-12);
    }),
    RUNS,
  );
});

Deno.test("Xen's post-copy and any stop-and-copy send every page once, and never read the dirty log", () => {
  fc.assert(
    fc.property(fc.oneof(anyScenario(["post-copy"], XEN), anyScenario(["stop-and-copy"])), (scenario) => {
      const { events } = watch(scenario);
      const [only, ...others] = passes(events);
      assertEquals(ascending(only.sent), upTo(pagesOf(scenario)));
      assertEquals(others, []);
    }),
    RUNS,
  );
});

Deno.test("Xen's three-stage copy sends every page once, then those found dirty once", () => {
  fc.assert(
    fc.property(anyScenario(["three-stage"], XEN), (scenario) => {
      const { result, events } = watch(scenario);
      const [first, second, ...others] = passes(events);
      assertEquals(first.sent, upTo(pagesOf(scenario)));
      assertEquals(ascending(second.sent), first.dirtyAfter);
      assertEquals(others, []);
      assertStrictEquals(
        result.pagesTransferred + result.zeroPagesTransferred,
        pagesOf(scenario) + first.dirtyAfter!.length,
      );
    }),
    RUNS,
  );
});

Deno.test("three-stage copy and post-copy send no page more than twice, unless QEMU's switch is requested late", () => {
  fc.assert(
    fc.property(anyScenario(["three-stage", "post-copy"]), (scenario) => {
      const { result, events } = watch(scenario);
      const times = new Uint32Array(pagesOf(scenario));
      for (const page of passes(events).flatMap(({ sent }) => sent)) times[page]++;
      const late = result.hypervisor === "qemu" && result.engine === "three-stage" &&
        scenario.migration!.switchDelaySeconds! > 0;
      assert(late || times.every((count) => count <= 2));
      // Only a migration abandoned in its first pass leaves pages unsent.
      if (!gaveUp(result)) assert(times.every((count) => count >= 1));
    }),
    RUNS,
  );
});

Deno.test("each round of Xen's pre-copy sends pages found dirty before it, none twice, and the last round sends all of them", () => {
  fc.assert(
    fc.property(anyScenario(["pre-copy"], XEN), (scenario) => {
      const { result, events } = watch(scenario);
      const seen = passes(events);
      assertStrictEquals(seen.length, result.rounds.length);
      let walked = upTo(pagesOf(scenario));
      seen.forEach(({ sent, dirtyAfter }, i) => {
        const round = result.rounds[i];
        assertStrictEquals(round.pagesWalked, walked.length);
        assertStrictEquals(round.pagesSent, sent.length);
        assertEquals(sent, ascending(new Set(sent)), "ascending, without repeats");
        assert(new Set(sent).isSubsetOf(new Set(walked)));
        if (round.guest === "stopped") assertEquals(sent, walked);
        // Skipped pages had been written again, so the next dirty-log read finds them.
        if (dirtyAfter !== null) assert(new Set(walked).difference(new Set(sent)).isSubsetOf(new Set(dirtyAfter)));
        walked = dirtyAfter ?? [];
      });
    }),
    RUNS,
  );
});

Deno.test("the phases cover the migration without gaps or overlaps and add up to its time, pages and bytes", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const result = simulate(scenario);
      let seconds = 0;
      for (const phase of result.phases) {
        near(phase.startSeconds, seconds, "start");
        assert(phase.seconds >= 0);
        seconds += phase.seconds;
      }
      near(seconds, result.totalSeconds, "total time");
      const sum = (figure: "pages" | "bytes") => result.phases.reduce((sum, phase) => sum + phase[figure], 0);
      assertStrictEquals(sum("pages"), result.pagesTransferred);
      near(sum("bytes"), result.bytesTransferred, "bytes");
      const nowhere = result.phases.filter(({ guest }) => guest === "nowhere");
      if (gaveUp(result)) assertEquals([nowhere, result.downtimeSeconds], [[], null]);
      else near(nowhere.reduce((sum, { seconds }) => sum + seconds, 0), result.downtimeSeconds!, "downtime");
    }),
    RUNS,
  );
});

Deno.test("rounds follow one another, walk the pages that they send or skip, and account for their bytes on the wire", () => {
  fc.assert(
    fc.property(anyScenario(["pre-copy", "three-stage"]), (scenario) => {
      const { rounds, engine, pagesTransferred, zeroPagesTransferred } = simulate(scenario);
      const { migration, vm } = parseScenario(scenario);
      const xen = migration.hypervisor !== "qemu";
      const header = WIRE_FORMATS[migration.hypervisor].batchHeaderBytes;
      const detected = migration.detectZeroPages && vm.zeroPages > 0;
      rounds.forEach((round, i) => {
        assertStrictEquals(round.index, i + 1);
        assertStrictEquals(round.pagesWalked, round.pagesSent + round.pagesSkipped);
        if (!xen || !migration.skipDirtied || engine === "three-stage") assertStrictEquals(round.pagesSkipped, 0);
        if (!detected) {
          const batches = Math.ceil(round.pagesSent / migration.batchPages);
          near(round.bytes, round.pagesSent * 4104 + batches * header, `bytes of round ${i + 1}`);
        }
        if (i === 0) return;
        assert(round.startSeconds >= rounds[i - 1].startSeconds + rounds[i - 1].seconds - 1e-9);
        // QEMU's cursor circles over all pending pages, old and new.
        if (xen) assertStrictEquals(round.pagesWalked, rounds[i - 1].pagesDirtied);
        assertStrictEquals(rounds[i - 1].guest, "running");
      });
      if (engine === "three-stage") return;
      const sent = rounds.reduce((sum, round) => sum + round.pagesSent, 0);
      assertStrictEquals(sent, pagesTransferred + zeroPagesTransferred);
    }),
    RUNS,
  );
});

Deno.test("bytes transferred are the sum of pages with headers, zero pages, batch headers, bitmap and state", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { vm, migration } = parseScenario(scenario);
      const { result, events } = watch(scenario);
      const { bytesTransferred, pagesTransferred, zeroPagesTransferred, rounds, engine, phases } = result;
      const header = WIRE_FORMATS[migration.hypervisor].batchHeaderBytes;
      const batchesOf = (pages: number) => Math.ceil(pages / migration.batchPages);
      let batches = rounds.reduce((sum, { pagesSent }) => sum + batchesOf(pagesSent), 0);
      if (engine === "stop-and-copy") batches = batchesOf(pagesTransferred + zeroPagesTransferred);
      let bitmap = engine === "three-stage" ? 4 * Math.ceil(pagesOf(scenario) / 32) : 0;
      if (migration.hypervisor === "qemu") {
        // QEMU sends no bitmap, but commands that discard up to twelve runs of pages each.
        const absent = new Set(phases.some(({ name }) => name === "push and fetch") ? passes(events).at(-1)!.sent : []);
        const runs = [...absent].filter((page) => !absent.has(page - 1)).length;
        bitmap = Math.ceil(runs / 12) * 14 + runs * 16;
      }
      const state = gaveUp(result) ? 0 : vm.stateBytes;
      const expected = pagesTransferred * 4104 + zeroPagesTransferred * 9 + batches * header + bitmap + state;
      near(bytesTransferred, expected, "bytes");
    }),
    RUNS,
  );
});

Deno.test("detected zero pages are sent as zero pages every time, and pages in the range of a writer are not zero pages", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { vm, migration, workload } = parseScenario(scenario);
      const { result, events } = watch(scenario);
      const zero = new Set(zeroExtentsOf(vm).flatMap(({ from, to }) => upTo(to - from).map((i) => from + i)));
      for (const part of workload.filter((part) => writesPerSecondOf(part) > 0)) {
        const written = rangeOf(part, vm);
        for (let page = written.from; page < written.to; page++) zero.delete(page);
      }
      const sent = passes(events).flatMap(({ sent }) => sent).filter((page) => zero.has(page));
      assertStrictEquals(result.zeroPagesTransferred, migration.detectZeroPages ? sent.length : 0);
      // They are never written, so each is sent once, or not at all if the migration was abandoned first.
      assertStrictEquals(new Set(sent).size, sent.length);
      if (!gaveUp(result)) assertStrictEquals(sent.length, zero.size);
      for (const event of events) assert(event.kind === "sent" || event.dirty.every((page) => !zero.has(page)));
    }),
    RUNS,
  );
});

Deno.test("faults and stalls occur only after resume, and no virtual CPU waits longer than that phase", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { vm, destination } = parseScenario(scenario);
      const { result } = watch(scenario);
      const after = result.phases.find(({ guest }) => guest === "destination");
      if (after === undefined) {
        assertStrictEquals(result.demandFaults, 0);
        assertStrictEquals(result.stallSeconds, 0);
        return;
      }
      assert(Number.isFinite(result.stallSeconds) && result.stallSeconds >= 0);
      assert(result.stallSeconds <= vm.vcpus * (after.seconds + destination.faultSeconds) + 1e-9);
      assert(result.stallSeconds >= result.demandFaults * destination.faultSeconds - 1e-9);
      assert(result.demandFaults <= (after.pages + result.zeroPagesTransferred) * vm.vcpus);
    }),
    RUNS,
  );
});

Deno.test("the remaining-pages curve starts at all of memory, ends at zero, and never goes back in time", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const result = simulate(scenario);
      const { timeline, totalSeconds } = result;
      assertEquals(timeline[0], { seconds: 0, remainingPages: pagesOf(scenario) });
      if (!gaveUp(result)) assertStrictEquals(timeline[timeline.length - 1].remainingPages, 0);
      timeline.forEach(({ seconds, remainingPages }, i) => {
        assert(remainingPages >= 0 && remainingPages <= pagesOf(scenario));
        assert(seconds <= totalSeconds + 1e-12);
        if (i > 0) assert(seconds >= timeline[i - 1].seconds);
      });
    }),
    RUNS,
  );
});

Deno.test("an abandoned migration is marked as diverged, has no unfinished downtime, and ends at its limit", () => {
  const limits = fc.double({ min: 1e-4, max: 2, noNaN: true });
  const diverged = { before: 0, after: 0 };
  fc.assert(
    fc.property(anyScenario(), limits, (scenario, timeLimitSeconds) => {
      const result = simulate({ ...scenario, migration: { ...scenario.migration, timeLimitSeconds } });
      if (result.verdict === "diverged" && result.totalSeconds >= timeLimitSeconds - 1e-12) {
        const resumed = result.phases.at(-1)!.guest === "destination";
        diverged[resumed ? "after" : "before"]++;
        // QEMU tests the limit between two calls that send, and between two waits for the end of a window.
        if (!resumed && result.hypervisor !== "qemu") assertStrictEquals(result.totalSeconds, timeLimitSeconds);
        const nowhere = result.phases.filter(({ guest }) => guest === "nowhere");
        if (!resumed) assertEquals([nowhere, result.downtimeSeconds], [[], null]);
        else near(result.downtimeSeconds!, nowhere.reduce((sum, { seconds }) => sum + seconds, 0), "downtime");
      } else assertEquals(result, simulate(scenario), "the limit does not affect a migration that ends before it");
      assertNotStrictEquals(result.verdict, "borderline");
      if (result.engine !== "pre-copy") assertNotStrictEquals(result.verdict, "forced");
    }),
    RUNS,
  );
  assert(diverged.before > 0 && diverged.after > 0);
});

const sentOf = (events: readonly Event[]) => passes(events).flatMap(({ sent }) => sent);

Deno.test("the books of a migration abandoned in a round of Xen hold what was sent by its time limit", () => {
  const seen = { rounds: 0, later: 0 };
  const shares = fc.integer({ min: 1, max: 1000 }).map((n) => n / 1000);
  fc.assert(
    fc.property(anyScenario(["pre-copy", "three-stage"], XEN), shares, fc.nat(), (scenario, share, chosen) => {
      const whole = watch(scenario);
      const live = whole.result.phases.filter(({ guest }) => guest === "source");
      const { startSeconds, seconds } = live[chosen % live.length];
      const timeLimitSeconds = startSeconds + share * seconds;
      const { result, events } = watch({ ...scenario, migration: { ...scenario.migration, timeLimitSeconds } });
      if (result.verdict !== "diverged") return;
      assertEquals([result.phases.at(-1)!.guest, result.downtimeSeconds], ["source", null]);
      seen.rounds++;
      if (result.rounds.length > 1) seen.later++;
      const { pagesTransferred, zeroPagesTransferred, bytesTransferred, phases, rounds, timeline } = result;
      const sent = sentOf(events);
      assertStrictEquals(sent.length, pagesTransferred + zeroPagesTransferred);
      for (const event of events) assert(event.seconds <= timeLimitSeconds * (1 + 1e-9), "sent by the limit");
      const sum = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);
      assertStrictEquals(sum(rounds.map(({ pagesSent }) => pagesSent)), sent.length);
      near(sum(rounds.map(({ bytes }) => bytes)), bytesTransferred, "bytes of rounds");
      near(sum(phases.map(({ bytes }) => bytes)), bytesTransferred, "bytes of phases");
      near(sum(phases.map(({ seconds }) => seconds)), timeLimitSeconds, "time of phases");
      const { migration } = parseScenario(scenario);
      const header = WIRE_FORMATS[migration.hypervisor].batchHeaderBytes;
      const batches = sum(rounds.map(({ pagesSent }) => Math.ceil(pagesSent / migration.batchPages)));
      const pageBytes = pagesTransferred * 4104 + zeroPagesTransferred * 9;
      // Where zero pages are near, the limit can cut the last batch into several.
      assert(bytesTransferred >= pageBytes + batches * header - 1e-6);
      if (scenario.vm!.zeroPages === 0) near(bytesTransferred, pageBytes + batches * header, "bytes");
      const last = rounds.at(-1)!;
      const toSend = rounds.length === 1 ? pagesOf(scenario) : rounds.at(-2)!.pagesDirtied;
      assertStrictEquals(timeline.at(-1)!.remainingPages, toSend - last.pagesSent);
      // Up to the limit the migration is the one without a limit. A last, shorter batch under the skip rule draws other writes.
      if (!migration.skipDirtied) assertEquals(sent, sentOf(whole.events).slice(0, sent.length));
    }),
    RUNS,
  );
  assert(seen.later > 5, `${seen.later} of ${seen.rounds}`);
});

Deno.test("results do not depend on the order or number of simulations", () => {
  fc.assert(
    fc.property(fc.array(anyScenario(), { minLength: 2, maxLength: 5 }), (scenarios) => {
      const before = JSON.stringify(scenarios);
      const forward = scenarios.map((scenario) => simulate(scenario));
      const backward = scenarios.toReversed().map((scenario) => simulate(scenario)).toReversed();
      assertEquals(backward, forward);
      assertStrictEquals(JSON.stringify(scenarios), before, "simulating does not change the scenario");
      assertEquals(watch(scenarios[0]).result, forward[0], "nor does watching");
    }),
    { numRuns: 30 },
  );
});

Deno.test("more bandwidth never lengthens Xen's migration of an idle guest, or any stop-and-copy", () => {
  const factor = fc.double({ min: 1, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(anyScenario(undefined, XEN), anyScenario(["stop-and-copy"])), factor, (given, factor) => {
      const scenario = given.migration!.engine === "stop-and-copy" ? given : { ...given, workload: [] };
      const bandwidthBitsPerSecond = scenario.network!.bandwidthBitsPerSecond! * factor;
      const slow = simulate(scenario);
      const fast = simulate({ ...scenario, network: { ...scenario.network, bandwidthBitsPerSecond } });
      assert(fast.totalSeconds <= slow.totalSeconds * (1 + 1e-9));
      assert(fast.downtimeSeconds! <= slow.downtimeSeconds! * (1 + 1e-9));
    }),
    RUNS,
  );
});

Deno.test("a request that the source could serve only after the time limit is not served", () => {
  for (const seed of upTo(20)) {
    const { result, events } = watch({
      preset: "qemu",
      vm: { memoryBytes: 2 ** 28 },
      workload: { kind: "uniform", writesPerSecond: 20 },
      network: { bandwidthBitsPerSecond: 1e8, queueBytes: 2e6, queueGrownBytes: 2e6, queueWakeShare: 0.1 },
      migration: { engine: "post-copy", timeLimitSeconds: 2 },
      seed,
    });
    assertStrictEquals(result.verdict, "diverged");
    for (const event of events) if (event.kind === "sent") assert(event.seconds <= 2, `${event.seconds}`);
  }
});

Deno.test("by default a migration that cannot converge is given up after ten passes, or three at its cap", () => {
  const total = (maxBytesPerSecond: number | null) =>
    simulate({
      preset: "qemu",
      vm: { memoryBytes: 2 ** 30 },
      workload: { kind: "uniform", writesPerSecond: 1e8 },
      network: { bandwidthBitsPerSecond: 1e9 },
      migration: { engine: "pre-copy", maxBytesPerSecond },
    }).totalSeconds;
  const pass = 2 ** 30 / (1.25e8 * 1448 / 1538);
  const close = (a: number, b: number) => assert(a >= b && a < b + 0.2, `${a}, expected ${b}`);
  close(total(null), 10 * pass);
  close(total(2e7), 3 * 2 ** 30 / 2e7);
  close(total(1e8), 10 * pass);
});
