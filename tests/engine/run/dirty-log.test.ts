import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createBitmap } from "../../../lib/bitmap/create.ts";
import { clean, peek, startDirtyLog } from "../../../lib/engine/run/dirty-log.ts";
import { beginRun, passRunning, passStopped, type Run } from "../../../lib/engine/run/run.ts";
import { Random } from "../../../lib/random/random.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { Workload } from "../../../lib/scenario/types.ts";
import { listed } from "../../bitmap/model.ts";
import { assertBinomial } from "../../random/statistics.ts";
import { dirtied, everyWrite } from "../guest/per-write.ts";

const PAGES = 333;
const WORDS = 11;

function runOf(workload: Workload | Workload[], seed: string | number = 1): Run {
  return beginRun(parseScenario({ vm: { memoryBytes: PAGES * 4096 }, workload, seed }));
}

/** The actions of a hypervisor between two clean operations: time passes, and peeks ascend through memory. */
interface Pass {
  /** Times in sixteenths of a second, and the words by which the next peek advances; 0 repeats the last word. */
  peeks: { time: number; words: number }[];
  rest: number;
}

const passesOf: fc.Arbitrary<Pass[]> = fc.array(
  fc.record({
    peeks: fc.array(fc.record({ time: fc.nat({ max: 8 }), words: fc.nat({ max: 4 }) }), { maxLength: 8 }),
    rest: fc.nat({ max: 8 }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** Runs the passes and returns the result of each peek and of each clean operation. */
function follow(
  run: Run,
  passes: readonly Pass[],
  onPeek: (fromWord: number, toWord: number, dirty: Uint32Array, clearedSeconds: number) => void,
  onClean: (found: Uint32Array, clearedSeconds: number) => void,
): void {
  const log = startDirtyLog(run);
  for (const { peeks, rest } of passes) {
    const { clearedSeconds } = log;
    let word = 0;
    for (const { time, words } of peeks) {
      passRunning(run, time / 16);
      const from = words === 0 ? Math.max(0, word - 1) : word;
      const to = Math.min(WORDS, from + Math.max(1, words));
      if (from >= to) break;
      peek(run, log, from, to);
      word = to;
      onPeek(from, to, log.dirty, clearedSeconds);
    }
    passRunning(run, rest / 16);
    const found = clean(run, log, createBitmap(PAGES).fill(0xffffffff));
    onClean(found, clearedSeconds);
  }
}

Deno.test("for sequential writers, each peek and clean returns exactly the pages written since the last clean", () => {
  const sweep: fc.Arbitrary<Workload> = fc.record({
    kind: fc.constant("sequential" as const),
    firstPage: fc.nat({ max: 100 }),
    pages: fc.integer({ min: 20, max: 233 }),
    startPage: fc.nat({ max: 19 }),
    writesPerSecond: fc.constantFrom(16, 64, 128, 1024),
  });
  fc.assert(
    fc.property(fc.array(sweep, { maxLength: 3 }), passesOf, (workload, passes) => {
      const run = runOf(workload);
      const ticks = passes.reduce((sum, { peeks, rest }) => sum + peeks.reduce((sum, { time }) => sum + time, rest), 0);
      const writes = everyWrite(run.scenario.vm, workload, ticks / 16, new Random("unused"));
      const between = (t0: number, pages: [number, number]) =>
        [...dirtied(writes, t0, run.guestSeconds)].filter((page) => page >= pages[0] && page < pages[1]).sort((a, b) =>
          a - b
        );
      follow(run, passes, (from, to, dirty, cleared) => {
        const seen = listed(dirty).filter((page) => page >= from * 32 && page < to * 32);
        assertEquals(seen, between(cleared, [from * 32, to * 32]));
      }, (found, cleared) => assertEquals(listed(found), between(cleared, [0, PAGES])));
    }),
    { numRuns: 200 },
  );
});

Deno.test("peeks do not change the probability that a clean finds a page dirty: no interval is drawn twice", () => {
  const rate = 0.8;
  const passes: Pass[] = [
    { peeks: [{ time: 4, words: 3 }, { time: 2, words: 0 }, { time: 2, words: 4 }, { time: 8, words: 0 }], rest: 2 },
    { peeks: [{ time: 0, words: 1 }, { time: 1, words: 0 }, { time: 1, words: 0 }, { time: 1, words: 0 }], rest: 8 },
    { peeks: [], rest: 3 },
  ];
  const counts = passes.map(() => new Array<number>(WORDS).fill(0));
  const replicates = 400;
  for (let seed = 0; seed < replicates; seed++) {
    const run = runOf({ kind: "uniform", writesPerSecond: PAGES * rate }, seed);
    let pass = 0;
    follow(run, passes, () => {}, (found) => {
      for (const page of listed(found)) counts[pass][Math.floor(page / 32)]++;
      pass++;
    });
  }
  counts.forEach((words, pass) => {
    const seconds = (passes[pass].peeks.reduce((sum, { time }) => sum + time, 0) + passes[pass].rest) / 16;
    words.forEach((count, word) => {
      const pages = Math.min(32, PAGES - word * 32) * replicates;
      assertBinomial(count, pages, 1 - Math.exp(-rate * seconds), `pass ${pass}, word ${word}`);
    });
  });
});

Deno.test("a page seen dirty by a peek stays dirty until the log is cleaned, and the log is then empty", () => {
  const run = runOf({ kind: "uniform", writesPerSecond: 1000 });
  const log = startDirtyLog(run);
  passRunning(run, 0.2);
  peek(run, log, 0, WORDS);
  const shown = listed(log.dirty);
  assert(shown.length > 50);
  passRunning(run, 0.2);
  const found = clean(run, log, createBitmap(PAGES));
  assert(new Set(shown).isSubsetOf(new Set(listed(found))));
  assertEquals(listed(log.dirty), []);
  assertEquals(listed(clean(run, log, found)), []);
});

Deno.test("a log records writes only after its start, and none of a paused guest", () => {
  const run = runOf({ kind: "uniform", writesPerSecond: 1e9 });
  passRunning(run, 5);
  const log = startDirtyLog(run);
  passStopped(run, 5);
  assertEquals(listed(clean(run, log, createBitmap(PAGES))), []);
});
