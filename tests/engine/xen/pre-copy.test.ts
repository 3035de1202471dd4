import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import type { MigrationResult } from "../../../lib/engine/run/result.ts";
import { simulate } from "../../../lib/simulate.ts";
import { Random } from "../../../lib/random/random.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { ScenarioInput, Workload } from "../../../lib/scenario/types.ts";
import { assertMean, assertSameDistribution, assertSameMean, average } from "../../random/statistics.ts";
import { passes, upTo, watch } from "../scenarios.ts";
import { xenByTheBook } from "../xen-by-the-book.ts";

const MIB = 2 ** 20;

/** A host that copies 10 000 pages per second; everything else takes almost no time. */
const HOST = {
  copyBytesPerSecond: 4104e4,
  roundSeconds: 0.001,
  walkSecondsPerPage: 0,
  dirtyLogReadSeconds: 0.0005,
  suspendSeconds: 0.01,
  resumeSeconds: 0.01,
};

function scenario(hypervisor: "xen-4.1" | "xen-4.6", pages: number, workload: Workload[], more: ScenarioInput = {}) {
  return {
    vm: { memoryBytes: pages * 4096 },
    source: HOST,
    destination: HOST,
    workload,
    ...more,
    migration: { hypervisor, ...more.migration },
  };
}

const live = (result: MigrationResult) => result.rounds.filter(({ guest }) => guest === "running");
const final = (result: MigrationResult) => result.rounds[result.rounds.length - 1];
const passesOf = (result: MigrationResult) =>
  live(result).map(({ pagesWalked, pagesSent, pagesSkipped }) => ({
    walked: pagesWalked,
    sent: pagesSent,
    skipped: pagesSkipped,
  }));

const sweep: fc.Arbitrary<Workload> = fc.tuple(fc.nat({ max: 250 }), fc.integer({ min: 1, max: 250 })).chain((
  [firstPage, pages],
) =>
  fc.record({
    kind: fc.constant("sequential" as const),
    firstPage: fc.constant(firstPage),
    pages: fc.constant(pages),
    startPage: fc.nat({ max: pages - 1 }),
    writesPerSecond: fc.double({ min: 1, max: 10_000, noNaN: true }),
  })
);

for (const hypervisor of ["xen-4.1", "xen-4.6"] as const) {
  Deno.test(`${hypervisor}: with sequential writers, every pass equals that of the page-by-page loop`, () => {
    const more = fc.record({
      batchPages: fc.oneof(fc.constantFrom(1, 31, 32, 33, 1024), fc.integer({ min: 1, max: 200 })),
      maxMemoryFactor: fc.constantFrom(null, 1, 1.5, 3),
      maxRounds: fc.constantFrom(1, 2, 5, 29),
      stopBelowPages: fc.constantFrom(0, 10, 50),
      maxBytesPerSecond: fc.constantFrom(null, 1e7),
      skipDirtied: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(sweep, { maxLength: 4 }),
        more,
        fc.constantFrom(500, 501, 512, 530),
        fc.constantFrom({}, { dirtyLogReadSecondsPerPage: 1e-5, peekSeconds: 0.002, batchSeconds: 0.003 }),
        (workload, migration, pages, costs) => {
          const input = scenario(hypervisor, pages, workload, { migration, source: { ...HOST, ...costs } });
          const book = xenByTheBook(parseScenario(input), 40, new Random("unused"));
          const { result, events } = watch(input);
          assertEquals(passesOf(result), book.live);
          assertEquals(passes(events)[book.live.length].sent, book.final);
          assert(Math.abs(result.totalSeconds - book.totalSeconds) < 1e-9);
        },
      ),
      { numRuns: 80 },
    );
  });

  Deno.test(`${hypervisor}: with random writes, passes have the same distribution as in the page-by-page loop`, () => {
    const workload: Workload[] = [
      { kind: "hot-cold", writesPerSecond: 4000, hotFraction: 0.1, hotShare: 0.7 },
      { kind: "uniform", firstPage: 100, pages: 83, writesPerSecond: 500 },
      { kind: "power-law", writesPerSecond: 400, exponent: 1 },
    ];
    const figures = (book: { live: { sent: number; walked: number }[]; final: number; totalSeconds: number }) => ({
      "pages of the first pass": book.live[0].sent,
      "pages walked in the second": book.live[1]?.walked ?? 0,
      "pages of the second": book.live[1]?.sent ?? 0,
      "live passes": book.live.length,
      "pages sent live": book.live.reduce((sum, { sent }) => sum + sent, 0),
      "pages of the final pass": book.final,
      "total time": book.totalSeconds,
    });
    const slow = upTo(250).map((i) => {
      const input = parseScenario(scenario(hypervisor, 333, workload, { migration: { batchPages: 20 } }));
      const book = xenByTheBook(input, 3, new Random(`book ${i}`));
      return figures({ ...book, final: book.final.length });
    });
    const fast = upTo(500).map((seed) => {
      const result = simulate(scenario(hypervisor, 333, workload, { seed, migration: { batchPages: 20 } }));
      return figures({ live: passesOf(result), final: final(result).pagesSent, totalSeconds: result.totalSeconds });
    });
    for (const figure of Object.keys(slow[0]) as (keyof typeof slow[0])[]) {
      const [a, b] = [slow, fast].map((sample) => sample.map((one) => one[figure]));
      assertSameMean(a, b, `${hypervisor}: ${figure}`);
      assertSameDistribution(a, b, `${hypervisor}: ${figure}`);
    }
  });

  Deno.test(`${hypervisor}: an idle guest takes two live passes, the second one empty, and an empty final pass`, () => {
    const result = simulate(scenario(hypervisor, 5000, []));
    assertEquals(passesOf(result), [{ walked: 5000, sent: 5000, skipped: 0 }, { walked: 0, sent: 0, skipped: 0 }]);
    assertStrictEquals(final(result).pagesSent, 0);
    assertStrictEquals(result.verdict, "converged");
    assertStrictEquals(result.pagesTransferred, 5000);
  });

  Deno.test(`${hypervisor}: fewer than 50 dirty pages are sent live once before the guest stops`, () => {
    // Sequential writers over 49 pages, so fast that every dirty-log read finds all of them.
    const hot = (pages: number): Workload => ({ kind: "sequential", pages, writesPerSecond: 1e7 });
    const skipDirtied = false;
    const below = simulate(scenario(hypervisor, 4096, [hot(49)], { migration: { skipDirtied } }));
    assertEquals(passesOf(below), [{ walked: 4096, sent: 4096, skipped: 0 }, { walked: 49, sent: 49, skipped: 0 }]);
    assertStrictEquals(final(below).pagesSent, 49);
    assertStrictEquals(below.verdict, "converged");
    const at = simulate(scenario(hypervisor, 4096, [hot(50)], { migration: { skipDirtied } }));
    assertStrictEquals(at.verdict, "forced");
    assertStrictEquals(live(at).length, hypervisor === "xen-4.1" ? 29 : 5);
  });

  Deno.test(`${hypervisor}: a VM of fewer than 50 pages is sent live once`, () => {
    const result = simulate(scenario(hypervisor, 49, []));
    assertEquals(passesOf(result), [{ walked: 49, sent: 49, skipped: 0 }]);
  });
}

Deno.test("xen-4.1: a hot set rewritten within each batch is skipped in 29 passes and sent in the final pass", () => {
  const hot: Workload = { kind: "sequential", firstPage: 3000, pages: 2000, writesPerSecond: 1e7 };
  const { result, events } = watch(scenario("xen-4.1", 20_000, [hot]));
  assertStrictEquals(live(result).length, 29);
  assertStrictEquals(result.verdict, "forced");
  assertStrictEquals(final(result).pagesSent, 2000);
  // The skip rule also applies in the first pass. A pass sends at most the pages that its first peek came too early to
  // find: none, except in later passes, which begin just after a read.
  assertEquals(passesOf(result)[0], { walked: 20_000, sent: 18_000, skipped: 2000 });
  const sentLive = passes(events).slice(0, 29).flatMap(({ sent }) => sent).filter((page) =>
    page >= 3000 && page < 5000
  );
  assert(sentLive.length <= 28 * 1024, `${sentLive.length}`);
  for (const { walked, sent, skipped } of passesOf(result).slice(1)) {
    assertStrictEquals(walked, 2000);
    assert(sent <= 1024 && skipped === 2000 - sent);
  }
});

Deno.test("xen-4.1: a uniformly hot set is skipped from the second batch of every pass on, and sent at the end", () => {
  const hot: Workload = { kind: "uniform", pages: 4000, writesPerSecond: 4000 * 200 };
  const result = simulate(scenario("xen-4.1", 20_000, [hot]));
  assertStrictEquals(live(result).length, 29);
  assert(final(result).pagesSent > 3990);
  for (const { walked, sent } of passesOf(result).slice(1)) {
    assert(walked > 3980);
    // The first peek follows the dirty-log read at once and finds the pages of the first batch clean.
    assert(sent >= 1024 && sent < 1100, `${sent}`);
  }
});

Deno.test("xen-4.1: stops when strictly more than three times memory has been sent", () => {
  // Every page is written once per pass, far behind the cursor. None is skipped, so each pass sends all memory.
  const all: Workload = { kind: "sequential", startPage: 500, writesPerSecond: 10_000 };
  const more = { migration: { batchPages: 1 }, source: { ...HOST, dirtyLogReadSeconds: 0, roundSeconds: 0.11 } };
  const result = simulate(scenario("xen-4.1", 1000, [all], more));
  const sent = live(result).reduce((sum, { pagesSent }) => sum + pagesSent, 0);
  const before = sent - live(result)[live(result).length - 1].pagesSent;
  assertStrictEquals(result.verdict, "forced");
  assert(live(result).length < 29);
  assert(sent > 3000 && before <= 3000, `${before} and ${sent} pages`);
});

Deno.test("xen-4.1: does not stop at exactly three times memory", () => {
  const hot: Workload = { kind: "sequential", startPage: 0, writesPerSecond: 1e9 };
  const migration = { skipDirtied: false, maxRounds: 10 };
  assertStrictEquals(live(simulate(scenario("xen-4.1", 1000, [hot], { migration }))).length, 4);
  const rounds = (maxMemoryFactor: number) =>
    live(simulate(scenario("xen-4.1", 1000, [hot], { migration: { ...migration, maxMemoryFactor } }))).length;
  assertEquals([2.999, 3, 3.001].map(rounds), [3, 4, 4]);
});

Deno.test("xen-4.6: at most five live rounds, each sending all pages dirtied in the previous one", () => {
  const hot: Workload = { kind: "uniform", pages: 3000, writesPerSecond: 1e7 };
  const result = simulate(scenario("xen-4.6", 10_000, [hot]));
  assertEquals(passesOf(result).map(({ sent }) => sent), [10_000, 3000, 3000, 3000, 3000]);
  assertStrictEquals(final(result).pagesSent, 3000);
  assertStrictEquals(result.verdict, "forced");
});

Deno.test("xen-4.6: stops after the first round with fewer than 50 pages", () => {
  const slow: Workload = { kind: "uniform", writesPerSecond: 400 };
  for (let seed = 0; seed < 20; seed++) {
    const result = simulate(scenario("xen-4.6", 20_000, [slow], { seed }));
    const walked = live(result).map(({ pagesWalked }) => pagesWalked);
    assert(walked[walked.length - 1] < 50);
    assert(walked.slice(0, -1).every((pages) => pages >= 50));
    assertStrictEquals(result.verdict, "converged");
  }
});

Deno.test("batches have one header for every 1024 pages, rounded up, and one peek before each", () => {
  const bytesOf = (pages: number, hypervisor: "xen-4.1" | "xen-4.6") =>
    simulate(scenario(hypervisor, pages, [])).rounds[0].bytes;
  for (const [pages, batches] of [[1, 1], [1024, 1], [1025, 2], [4096, 4], [4097, 5]]) {
    assertStrictEquals(bytesOf(pages, "xen-4.1"), pages * 4104 + batches * 4);
    assertStrictEquals(bytesOf(pages, "xen-4.6"), pages * 4104 + batches * 16);
  }
  const secondsOf = (pages: number, dirtyLogReadSeconds: number) =>
    simulate(scenario("xen-4.1", pages, [], { source: { ...HOST, dirtyLogReadSeconds } })).rounds[0].seconds;
  // 3000 pages: three peeks, and the dirty-log read at the end of the round.
  assert(Math.abs(secondsOf(3000, 1) - secondsOf(3000, 0) - 4) < 1e-9);
});

Deno.test("no page is lost or sent twice if a batch ends in the middle of a word", () => {
  for (const batchPages of [1, 5, 31, 33, 1000]) {
    const { events } = watch(scenario("xen-4.1", 333, [], { migration: { batchPages } }));
    assertEquals(passes(events)[0].sent, upTo(333));
  }
});

Deno.test("the cap applies only while the guest runs", () => {
  const hot: Workload = { kind: "uniform", pages: 1000, writesPerSecond: 1e8 };
  const capped = simulate(scenario("xen-4.6", 4000, [hot], { migration: { maxBytesPerSecond: 4104e3 } }));
  const free = simulate(scenario("xen-4.6", 4000, [hot]));
  assert(Math.abs(capped.rounds[0].bytes / (capped.rounds[0].seconds - 0.0015) / 4104e3 - 1) < 1e-6);
  assert(Math.abs(free.rounds[0].bytes / (free.rounds[0].seconds - 0.0015) / 4104e4 - 1) < 1e-6);
  assert(Math.abs(final(capped).seconds - final(free).seconds) < 1e-9);
});

Deno.test("xen-4.6 with uniform writes: mean rounds follow the expected-value recursion", () => {
  const [pages, rate] = [8000, 1.5];
  const workload: Workload[] = [{ kind: "uniform", writesPerSecond: pages * rate }];
  const results = upTo(120).map((seed) => simulate(scenario("xen-4.6", pages, workload, { seed })));
  let expected = pages;
  for (let k = 0; k < 5; k++) {
    const sent = results.map(({ rounds }) => rounds[k].pagesSent);
    assert(Math.abs(average(sent) / expected - 1) < 0.01, `round ${k + 1}: ${average(sent)}, expected ${expected}`);
    const seconds = (expected * 4104 + Math.ceil(expected / 1024) * 16) / HOST.copyBytesPerSecond + HOST.roundSeconds;
    expected = pages * (1 - Math.exp(-rate * seconds));
  }
  const finals = results.map(({ rounds }) => rounds[5].pagesSent);
  assert(Math.abs(average(finals) / expected - 1) < 0.015, `final: ${average(finals)}, expected ${expected}`);
});

Deno.test("xen-4.1 with uniform writes: a page is sent in the first pass unless it was written before its batch", () => {
  const [pages, rate, batchPages] = [8192, 2, 512];
  const workload: Workload[] = [{ kind: "uniform", writesPerSecond: pages * rate }];
  const source = { ...HOST, roundSeconds: 0 };
  const results = upTo(150).map((seed) =>
    simulate(scenario("xen-4.1", pages, workload, { seed, source, migration: { batchPages } }))
  );
  // A batch whose peek comes at time t finds one page in exp(rate t) of those it walks clean.
  const batchSeconds = (batchPages * 4104 + 4) / HOST.copyBytesPerSecond;
  let expected = 0;
  for (let [walked, t] = [0, 0]; walked < pages; t += batchSeconds) {
    const walks = batchPages * Math.exp(rate * t);
    expected += batchPages * Math.min(1, (pages - walked) / walks);
    walked += walks;
  }
  const sent = results.map(({ rounds }) => rounds[0].pagesSent);
  assert(Math.abs(average(sent) / expected - 1) < 0.005, `${average(sent)}, expected ${expected}`);
  assertMean(results.map(({ rounds }) => rounds[0].pagesSent + rounds[0].pagesSkipped), pages, "walked");
});

Deno.test("downtime is the sum of suspend, final pass, state, latency and resume", () => {
  const network = { latencySeconds: 0.003 };
  const vm = { memoryBytes: 16 * MIB, stateBytes: 41_040 };
  const hot: Workload = { kind: "uniform", pages: 1000, writesPerSecond: 1e8 };
  const result = simulate(scenario("xen-4.6", 4096, [hot], { network, vm }));
  const expected = 0.01 + (1000 * 4104 + 16) / 4104e4 + 41_040 / 4104e4 + 0.003 + 0.01;
  assert(Math.abs(result.downtimeSeconds! - expected) < 1e-9, `${result.downtimeSeconds}, expected ${expected}`);
});

Deno.test("every round examines every page of the bitmap once, even if it sends none", () => {
  for (const hypervisor of ["xen-4.1", "xen-4.6"] as const) {
    const rounds = (walkSecondsPerPage: number) =>
      simulate(scenario(hypervisor, 3333, [], { source: { ...HOST, walkSecondsPerPage } })).rounds;
    const [without, having] = [rounds(0), rounds(1e-5)];
    assertStrictEquals(having.length, 3);
    having.forEach(({ seconds }, i) => assert(Math.abs(seconds - without[i].seconds - 0.03333) < 1e-9));
  }
});
