import { countPages, createBitmap, differenceInto, fill, nextSet, unionInto } from "../lib/bitmap.ts";
import { Random } from "../lib/random/random.ts";
import { beginRun, passRunning } from "../lib/engine/run/run.ts";
import { sendAll } from "../lib/engine/run/send-all.ts";
import { clean, startDirtyLog } from "../lib/engine/run/dirty-log.ts";
import { withArena } from "../lib/bitmap/wasm/arena.ts";
import { addBernoulli } from "../lib/random/bernoulli.ts";
import { parseScenario } from "../lib/scenario/parse.ts";
import { addPageByPage } from "./per-page.ts";

/** A loop over a bitmap of `PAGES` pages that `reference.c` has too. */
export interface Kernel {
  name: string;
  /** What the C program calls it. */
  request: string;
  /** Density of the pages drawn. */
  p: number;
  /** Does it once; returns the seconds of the loop alone, and a number that depends on its result. */
  run(): { seconds: number; sink: number };
}

/** Pages of the bitmaps: a guest of 64 GiB. */
export const PAGES = 2 ** 24;

const random = new Random("bench");

/** Bitmaps in the memory of the kernels, as in a simulation. */
const withBitmaps = (body: (a: Uint32Array, b: Uint32Array) => { seconds: number; sink: number }) =>
  withArena(PAGES, 2, createBitmap, (create) => body(create(PAGES), create(PAGES)));

/** Seconds that `body` takes. */
function timed(body: () => number): { seconds: number; sink: number } {
  const start = performance.now();
  const sink = body();
  return { seconds: (performance.now() - start) / 1000, sink };
}

function sampler(label: string): Kernel {
  const p = Number(label);
  // What takes microseconds is done often, so that the clock sees it.
  const times = p <= 1e-3 ? 100 : 1;
  return {
    name: `sampler p=${label}`,
    request: "sampler",
    p,
    run: () =>
      withBitmaps((a) => {
        const { seconds, sink } = timed(() => {
          for (let i = 0; i < times; i++) addBernoulli(a, 0, PAGES, p, random);
          return a[7];
        });
        return { seconds: seconds / times, sink };
      }),
  };
}

/** A verb of lib/bitmap over bitmaps of density `p`. */
function verb(request: string, p: number, body: (a: Uint32Array, b: Uint32Array) => number): Kernel {
  return {
    name: `${request.replace("-", " ")} p=${p}`,
    request,
    p,
    run: () =>
      withBitmaps((a, b) => {
        for (const bits of [a, b]) addBernoulli(bits, 0, PAGES, p, random);
        return timed(() => body(a, b));
      }),
  };
}

function walk(bits: Uint32Array): number {
  let sum = 0;
  for (let page = nextSet(bits, 0); page >= 0; page = nextSet(bits, page + 1)) sum += page;
  return sum;
}

/** Sends everything and reads the log of a guest that has written each page with probability `p` meanwhile. */
function round(p: number): Kernel {
  const bytesPerSecond = 1e9;
  const seconds = PAGES * 4096 / bytesPerSecond;
  const scenario = parseScenario({
    vm: { memoryBytes: PAGES * 4096 },
    workload: { kind: "uniform", writesPerSecond: -Math.log1p(-p) * PAGES / seconds },
    source: { copyBytesPerSecond: bytesPerSecond },
    network: { bandwidthBitsPerSecond: 1e12 },
  });
  return {
    name: `round p=${p}`,
    request: "round",
    p,
    run: () =>
      withArena(PAGES, 2, createBitmap, (create) => {
        const run = beginRun(scenario, {}, create);
        const toSend = run.createSet();
        fill(toSend, PAGES);
        const log = startDirtyLog(run);
        return timed(() => {
          sendAll(run, toSend, PAGES, run.liveBytesPerSecond, passRunning);
          return countPages(clean(run, log, toSend));
        });
      }),
  };
}

/** All of them. */
export const KERNELS: readonly Kernel[] = [
  ...["1e-6", "1e-3", "0.01", "0.1", "0.5"].map(sampler),
  {
    name: "per-page loop p=0.1",
    request: "sampler",
    p: 0.1,
    run: () => withBitmaps((a) => timed(() => (addPageByPage(a, PAGES, 0.1, random), a[7]))),
  },
  verb("count", 0.1, (a) => countPages(a)),
  verb("union", 0.1, (a, b) => (unionInto(a, b), a[7])),
  verb("difference", 0.1, (a, b) => (differenceInto(a, b), a[7])),
  verb("next-set", 0.01, walk),
  round(0.1),
];
