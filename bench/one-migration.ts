/**
 * Runs one migration of `migrations.ts`, named by the argument, in a process of its own. Prints the median of its times and
 * the peak memory of the process. Like a sweep, it reuses the memory of the bitmaps.
 *
 * @module
 */
import { median } from "d3-array";
import { BitmapPool } from "../lib/bitmap/pool.ts";
import { simulateScenario } from "../lib/engine/simulate.ts";
import { reproduce } from "../lib/paper.ts";
import { parseScenario } from "../lib/scenario/parse.ts";
import { MIGRATIONS } from "./migrations.ts";
import { PAPER_RUNS, residentBytes, type Timing } from "./timing.ts";

const [name] = Deno.args;
const body = bodyOf(name);
const seconds: number[] = [];
let sink = 0;
for (let i = 0; i < body.repeats; i++) {
  const start = performance.now();
  sink += body.run();
  seconds.push((performance.now() - start) / 1000);
}
const timing: Timing = {
  pages: body.pages,
  medianSeconds: median(seconds)!,
  residentMiB: residentBytes() / 2 ** 20,
  sink,
};
console.log(JSON.stringify(timing));

function bodyOf(name: string): { run: () => number; repeats: number; pages: number } {
  if (name === PAPER_RUNS) {
    // Twice the sizes of 128 to 1024 MiB, two engines, five replicates.
    const pages = 2 * 2 * 5 * (128 + 256 + 512 + 1024) * 256;
    return { run: () => reproduce().claims[0].ours, repeats: 21, pages };
  }
  const migration = MIGRATIONS.find((migration) => migration.name === name);
  if (migration === undefined) throw new TypeError(`Cannot run: no migration is named ${name}`);
  const { vm } = parseScenario(migration.scenario);
  const pool = new BitmapPool();
  return {
    run: () => simulateScenario(parseScenario(migration.scenario), { pool }).totalSeconds,
    repeats: migration.repeats,
    pages: vm.memoryBytes / vm.pageBytes,
  };
}
