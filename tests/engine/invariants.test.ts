import assert from "node:assert/strict";
import fc from "fast-check";
import { simulate } from "../../lib/engine/simulate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { anyScenario, pagesOf, passes, upTo, watch } from "./scenarios.ts";

const RUNS = { numRuns: 150 };
const ascending = (pages: Iterable<number>) => [...pages].sort((a, b) => a - b);
const near = (a: number, b: number, what: string) =>
  assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)), `${what}: ${a} and ${b}`);

Deno.test("every page that the destination has at the end was sent after its last write", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { result, events } = watch(scenario);
      const stale = new Set(upTo(pagesOf(scenario)));
      let cleanedSeconds = 0;
      for (const event of events) {
        if (event.kind === "cleaned") {
          // Written at some time since the last reading: what was sent meanwhile may have been sent before it.
          for (const page of event.dirty) stale.add(page);
          cleanedSeconds = event.seconds;
          continue;
        }
        assert.ok(event.seconds >= cleanedSeconds - 1e-12, "sent after the dirty log told of it");
        for (const page of event.pages) stale.delete(page);
      }
      assert.deepEqual([...stale], []);
      // Nothing is written at the source after the last reading.
      const running = result.phases.filter(({ guest }) => guest === "source");
      const lastRun = running.length === 0 ? 0 : running[running.length - 1];
      const stopped = lastRun === 0 ? 0 : lastRun.startSeconds + lastRun.seconds;
      if (running.length > 0) assert.ok(cleanedSeconds >= stopped - 1e-12);
    }),
    RUNS,
  );
});

Deno.test("post-copy and stop-and-copy send every page once, and never read the dirty log", () => {
  fc.assert(
    fc.property(anyScenario(["post-copy", "stop-and-copy"]), (scenario) => {
      const { events } = watch(scenario);
      const [only, ...others] = passes(events);
      assert.deepEqual(ascending(only.sent), upTo(pagesOf(scenario)));
      assert.deepEqual(others, []);
    }),
    RUNS,
  );
});

Deno.test("three-stage copy sends every page once, then those found dirty once: none more than twice", () => {
  fc.assert(
    fc.property(anyScenario(["three-stage"]), (scenario) => {
      const { result, events } = watch(scenario);
      const [first, second, ...others] = passes(events);
      assert.deepEqual(first.sent, upTo(pagesOf(scenario)));
      assert.deepEqual(ascending(second.sent), first.dirtyAfter);
      assert.deepEqual(others, []);
      assert.equal(result.pagesTransferred + result.zeroPagesTransferred, pagesOf(scenario) + first.dirtyAfter!.length);
    }),
    RUNS,
  );
});

Deno.test("pre-copy sends in each round pages of the set found dirty before it, none twice, and all of the last set", () => {
  fc.assert(
    fc.property(anyScenario(["pre-copy"]), (scenario) => {
      const { result, events } = watch(scenario);
      const seen = passes(events);
      assert.equal(seen.length, result.rounds.length);
      let walked = upTo(pagesOf(scenario));
      seen.forEach(({ sent, dirtyAfter }, i) => {
        const round = result.rounds[i];
        assert.equal(round.pagesWalked, walked.length);
        assert.equal(round.pagesSent, sent.length);
        assert.deepEqual(sent, ascending(new Set(sent)), "in ascending order, none twice");
        assert.ok(new Set(sent).isSubsetOf(new Set(walked)));
        if (round.guest === "stopped") assert.deepEqual(sent, walked);
        // What was left out had been written again, so that the next reading finds it.
        if (dirtyAfter !== null) assert.ok(new Set(walked).difference(new Set(sent)).isSubsetOf(new Set(dirtyAfter)));
        walked = dirtyAfter ?? [];
      });
    }),
    RUNS,
  );
});

Deno.test("the phases cover the migration without gap or overlap, and add up to its time, pages and bytes", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const result = simulate(scenario);
      let seconds = 0;
      for (const phase of result.phases) {
        near(phase.startSeconds, seconds, "start");
        assert.ok(phase.seconds >= 0);
        seconds += phase.seconds;
      }
      near(seconds, result.totalSeconds, "total time");
      const sum = (figure: "pages" | "bytes") => result.phases.reduce((sum, phase) => sum + phase[figure], 0);
      assert.equal(sum("pages"), result.pagesTransferred);
      near(sum("bytes"), result.bytesTransferred, "bytes");
      const nowhere = result.phases.filter(({ guest }) => guest === "nowhere");
      near(nowhere.reduce((sum, { seconds }) => sum + seconds, 0), result.downtimeSeconds!, "downtime");
    }),
    RUNS,
  );
});

Deno.test("the rounds follow one another, walk what they send and skip, and put their bytes on the wire", () => {
  fc.assert(
    fc.property(anyScenario(["pre-copy", "three-stage"]), (scenario) => {
      const { rounds, engine, pagesTransferred, zeroPagesTransferred } = simulate(scenario);
      const { migration, vm } = parseScenario(scenario);
      const header = migration.discipline === "xen-4.1" ? 4 : 16;
      const detected = migration.detectZeroPages && vm.zeroPages > 0;
      rounds.forEach((round, i) => {
        assert.equal(round.index, i + 1);
        assert.equal(round.pagesWalked, round.pagesSent + round.pagesSkipped);
        if (!migration.skipDirtied || engine === "three-stage") assert.equal(round.pagesSkipped, 0);
        if (!detected) {
          const batches = Math.ceil(round.pagesSent / migration.batchPages);
          near(round.bytes, round.pagesSent * 4104 + batches * header, `bytes of round ${i + 1}`);
        }
        if (i === 0) return;
        assert.ok(round.startSeconds >= rounds[i - 1].startSeconds + rounds[i - 1].seconds - 1e-9);
        assert.equal(round.pagesWalked, rounds[i - 1].pagesDirtied);
      });
      if (engine === "three-stage") return;
      const sent = rounds.reduce((sum, round) => sum + round.pagesSent, 0);
      assert.equal(sent, pagesTransferred + zeroPagesTransferred);
    }),
    RUNS,
  );
});

Deno.test("bytes transferred are pages with their headers, zero pages, batch headers, bitmap and state", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { vm, migration } = parseScenario(scenario);
      const { bytesTransferred, pagesTransferred, zeroPagesTransferred, rounds, engine } = simulate(scenario);
      const header = migration.discipline === "xen-4.1" ? 4 : 16;
      const batchesOf = (pages: number) => Math.ceil(pages / migration.batchPages);
      let batches = rounds.reduce((sum, { pagesSent }) => sum + batchesOf(pagesSent), 0);
      if (engine === "stop-and-copy") batches = batchesOf(pagesTransferred + zeroPagesTransferred);
      const bitmap = engine === "three-stage" ? 4 * Math.ceil(pagesOf(scenario) / 32) : 0;
      const expected = pagesTransferred * 4104 + zeroPagesTransferred * 9 + batches * header + bitmap + vm.stateBytes;
      near(bytesTransferred, expected, "bytes");
    }),
    RUNS,
  );
});

Deno.test("zero pages are sent as such only where they are detected, and only until they are written", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { vm, migration } = parseScenario(scenario);
      const { result, events } = watch(scenario);
      const zero = new Set(upTo(pagesOf(scenario)).slice(pagesOf(scenario) - vm.zeroPages));
      let expected = 0;
      for (const event of events) {
        if (event.kind === "cleaned") { for (const page of event.dirty) zero.delete(page); }
        else expected += event.pages.filter((page) => zero.has(page)).length;
      }
      assert.equal(result.zeroPagesTransferred, migration.detectZeroPages ? expected : 0);
    }),
    RUNS,
  );
});

Deno.test("faults and stalls happen after resume alone, and no virtual CPU waits longer than that takes", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { vm, destination } = parseScenario(scenario);
      const { result } = watch(scenario);
      const after = result.phases.find(({ guest }) => guest === "destination");
      if (after === undefined) {
        assert.equal(result.demandFaults, 0);
        assert.equal(result.stallSeconds, 0);
        return;
      }
      assert.ok(Number.isFinite(result.stallSeconds) && result.stallSeconds >= 0);
      assert.ok(result.stallSeconds <= vm.vcpus * (after.seconds + destination.faultSeconds) + 1e-9);
      assert.ok(result.stallSeconds >= result.demandFaults * destination.faultSeconds - 1e-9);
      assert.ok(result.demandFaults <= (after.pages + result.zeroPagesTransferred) * vm.vcpus);
    }),
    RUNS,
  );
});

Deno.test("the remaining-pages curve starts at all of memory, ends at none, and never runs backwards in time", () => {
  fc.assert(
    fc.property(anyScenario(), (scenario) => {
      const { timeline, totalSeconds } = simulate(scenario);
      assert.deepEqual(timeline[0], { seconds: 0, remainingPages: pagesOf(scenario) });
      assert.equal(timeline[timeline.length - 1].remainingPages, 0);
      timeline.forEach(({ seconds, remainingPages }, i) => {
        assert.ok(remainingPages >= 0 && remainingPages <= pagesOf(scenario));
        assert.ok(seconds <= totalSeconds + 1e-12);
        if (i > 0) assert.ok(seconds >= timeline[i - 1].seconds);
      });
    }),
    RUNS,
  );
});

Deno.test("a migration given up says so, has no downtime, and ends no earlier than its limit", () => {
  const limits = fc.double({ min: 1e-4, max: 2, noNaN: true });
  let diverged = 0;
  fc.assert(
    fc.property(anyScenario(), limits, (scenario, timeLimitSeconds) => {
      const result = simulate({ ...scenario, migration: { ...scenario.migration, timeLimitSeconds } });
      if (result.verdict === "diverged") {
        diverged++;
        assert.equal(result.downtimeSeconds, null);
        assert.ok(result.totalSeconds >= timeLimitSeconds - 1e-12);
      } else assert.deepEqual(result, simulate(scenario), "the limit changes nothing that ends before it");
      assert.notEqual(result.verdict, "borderline");
      if (result.engine !== "pre-copy") assert.notEqual(result.verdict, "forced");
    }),
    RUNS,
  );
  assert.ok(diverged > 0);
});

Deno.test("nothing depends on run order: the same scenarios in any order and company give the same results", () => {
  fc.assert(
    fc.property(fc.array(anyScenario(), { minLength: 2, maxLength: 5 }), (scenarios) => {
      const before = JSON.stringify(scenarios);
      const forward = scenarios.map((scenario) => simulate(scenario));
      const backward = scenarios.toReversed().map((scenario) => simulate(scenario)).toReversed();
      assert.deepEqual(backward, forward);
      assert.equal(JSON.stringify(scenarios), before, "a scenario is data: simulating does not change it");
      assert.deepEqual(watch(scenarios[0]).result, forward[0], "nor does watching");
    }),
    { numRuns: 30 },
  );
});

Deno.test("more bandwidth never lengthens a migration of a guest that writes nothing, nor any stop-and-copy", () => {
  const factor = fc.double({ min: 1, max: 100, noNaN: true });
  fc.assert(
    fc.property(anyScenario(), factor, (given, factor) => {
      const scenario = given.migration!.engine === "stop-and-copy" ? given : { ...given, workload: [] };
      const bandwidthBitsPerSecond = scenario.network!.bandwidthBitsPerSecond! * factor;
      const slow = simulate(scenario);
      const fast = simulate({ ...scenario, network: { ...scenario.network, bandwidthBitsPerSecond } });
      assert.ok(fast.totalSeconds <= slow.totalSeconds * (1 + 1e-9));
      assert.ok(fast.downtimeSeconds! <= slow.downtimeSeconds! * (1 + 1e-9));
    }),
    RUNS,
  );
});
