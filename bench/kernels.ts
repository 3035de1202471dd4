import { countPages, differenceInto, nextSet, unionInto } from "../lib/bitmap.ts";
import { BitmapPool } from "../lib/bitmap/pool.ts";
import { Random } from "../lib/random/random.ts";
import { allPages, beginRun } from "../lib/engine/run/run.ts";
import { sendAll } from "../lib/engine/run/send-all.ts";
import { clean, startDirtyLog } from "../lib/engine/run/dirty-log.ts";
import { addBernoulli } from "../lib/random/bernoulli.ts";
import { parseScenario } from "../lib/scenario/parse.ts";
import { addPageByPage } from "./per-page.ts";

/** A loop over a bitmap of `PAGES` pages that `reference.c` also measures. */
export interface Kernel {
  name: string;
  /** Its name in the C program. */
  request: string;
  /** Density of the pages drawn. */
  p: number;
  /** Runs the loop once. Returns its seconds, without the setup, and a number that depends on its result. */
  run(): { seconds: number; sink: number };
}

/** Pages of the bitmaps: a guest of 64 GiB. */
export const PAGES = 2 ** 24;

const random = new Random("bench");

/** The memory of the bitmaps, reused as between the simulations of a sweep. */
const pool = new BitmapPool();

function emptyBitmaps(): [Uint32Array, Uint32Array] {
  pool.reset();
  return [pool.take(PAGES), pool.take(PAGES)];
}

/** Measures the seconds that `body` takes. */
function timed(body: () => number): { seconds: number; sink: number } {
  const start = performance.now();
  const sink = body();
  return { seconds: (performance.now() - start) / 1000, sink };
}

function sampler(label: string): Kernel {
  const p = Number(label);
  // Microseconds are too short for the clock: repeat.
  const times = p <= 1e-3 ? 100 : 1;
  return {
    name: `sampler p=${label}`,
    request: "sampler",
    p,
    run: () => {
      const [a] = emptyBitmaps();
      const { seconds, sink } = timed(() => {
        for (let i = 0; i < times; i++) addBernoulli(a, 0, PAGES, p, random);
        return a[7];
      });
      return { seconds: seconds / times, sink };
    },
  };
}

/** An operation of lib/bitmap over bitmaps of density `p`. */
function operation(request: string, p: number, body: (a: Uint32Array, b: Uint32Array) => number): Kernel {
  return {
    name: `${request.replace("-", " ")} p=${p}`,
    request,
    p,
    run: () => {
      const [a, b] = emptyBitmaps();
      for (const bits of [a, b]) addBernoulli(bits, 0, PAGES, p, random);
      return timed(() => body(a, b));
    },
  };
}

function walk(bits: Uint32Array): number {
  let sum = 0;
  for (let page = nextSet(bits, 0); page >= 0; page = nextSet(bits, page + 1)) sum += page;
  return sum;
}

/** One round: sends everything, then reads the log of a guest that has written each page with probability `p`. */
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
    run: () => {
      const run = beginRun(scenario, { pool });
      const toSend = allPages(run);
      const log = startDirtyLog(run);
      return timed(() => {
        sendAll(run, toSend, { pages: PAGES, guest: "running" }).next();
        return countPages(clean(run, log, toSend));
      });
    },
  };
}

/** All of them. */
export const KERNELS: readonly Kernel[] = [
  ...["1e-6", "1e-3", "0.01", "0.1", "0.5"].map(sampler),
  {
    name: "per-page loop p=0.1",
    request: "sampler",
    p: 0.1,
    run: () => {
      const [a] = emptyBitmaps();
      return timed(() => (addPageByPage(a, PAGES, 0.1, random), a[7]));
    },
  },
  operation("count", 0.1, (a) => countPages(a)),
  operation("union", 0.1, (a, b) => (unionInto(a, b), a[7])),
  operation("difference", 0.1, (a, b) => (differenceInto(a, b), a[7])),
  operation("next-set", 0.01, walk),
  round(0.1),
];
