/**
 * Measures how fast Pageferry is: `deno task bench`; see `--help` and README.md beside this file.
 *
 * @module
 */
import { table } from "../lib/table/table.ts";
import { formatNumber, formatSeconds } from "../lib/text/format.ts";
import { defineCommand, runCommand } from "../shell/command.ts";
import { text, toggle } from "../shell/flags.ts";
import { processIo } from "../shell/io.ts";
import { slowdowns } from "./guard.ts";
import { KERNELS } from "./kernels.ts";
import { measureKernels, measureReference } from "./measure-kernels.ts";
import { measureMigrations } from "./measure-migrations.ts";
import { MIGRATIONS } from "./migrations.ts";
import { type Reference, startReference } from "./reference.ts";
import { PAPER_RUNS, type Row } from "./timing.ts";

const RATIOS = new URL("ratios.json", import.meta.url);
/** The guard fails only if this many measurements in a row find a slowdown. */
const ATTEMPTS = 3;

const bench = defineCommand({
  name: "bench",
  about: "Measure the samplers, the bitmaps and whole migrations, beside the same loops in C.",
  flags: {
    only: text("measure only rows whose name contains this text", { default: "", shown: "all" }),
    guard: toggle(
      "compare the loops that exist in C with bench/ratios.json; fail if one is almost twice as slow relative to C, " +
        "three times in a row",
    ),
    writeRatios: toggle("write bench/ratios.json"),
    json: toggle('print {"rows": [{name, pages, medianSeconds, pagesPerSecond, ratioToC, residentMiB}]} as JSON'),
  },
  notes: ["Needs gcc."],
  exitCodes: { 1: "slower than before" },
  async run({ only, guard, writeRatios, json }, io) {
    const kernels = KERNELS.filter(({ name }) => name.includes(only));
    const migrations = [PAPER_RUNS, ...MIGRATIONS.map(({ name }) => name)].filter((name) => name.includes(only));
    if (kernels.length + migrations.length === 0) throw new TypeError(`no row's name contains ${only}`);
    const directory = await Deno.makeTempDir({ prefix: "pageferry-bench-" });
    let reference: Reference | undefined;
    try {
      reference = await startReference(directory);
      const measure = () => measureKernels(kernels, reference!, io.showProgress);
      if (guard) return await guarded(measure, only);
      if (writeRatios) {
        const rows = await measure();
        const ratios = rows.map(({ name, ratioToC }) => [name, Number(ratioToC!.toPrecision(3))]);
        await Deno.writeTextFile(RATIOS, `${JSON.stringify(Object.fromEntries(ratios), null, 2)}\n`);
        return 0;
      }
      const rows = [
        ...await measureReference(reference),
        ...await measure(),
        ...await measureMigrations(migrations, io.showProgress),
      ];
      io.showProgress("");
      io.print(`${json ? JSON.stringify({ rows }) : tableOf(rows)}\n`);
      return 0;
    } finally {
      await reference?.end();
      await Deno.remove(directory, { recursive: true });
    }
  },
});

if (import.meta.main) Deno.exit(await runCommand(bench, Deno.args, processIo()));

async function guarded(measure: () => Promise<Row[]>, only: string): Promise<number> {
  const all = Object.entries<number>(JSON.parse(await Deno.readTextFile(RATIOS)));
  const known = Object.fromEntries(all.filter(([name]) => name.includes(only)));
  for (let attempt = 1;; attempt++) {
    const rows = await measure();
    const slow = slowdowns(rows, known);
    if (slow.length === 0) {
      console.log(`As fast relative to C as recorded: ${rows.length} loops.`);
      return 0;
    }
    for (const line of slow) console.error(line);
    if (attempt === ATTEMPTS) return 1;
  }
}

function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ name, pages, medianSeconds, pagesPerSecond, ratioToC, residentMiB }) => ({
    name,
    median: formatSeconds(medianSeconds),
    rate: `${formatNumber(pagesPerSecond / 1e9)} G`,
    each: formatNumber(1e9 * medianSeconds / pages),
    ratio: ratioToC === null ? "" : formatNumber(ratioToC),
    resident: residentMiB === null ? "" : `${formatNumber(residentMiB)} MiB`,
  }));
  return table(cells, {
    columns: {
      ...{ name: "measured", median: "median", rate: "pages/s", each: "ns/page" },
      ...{ ratio: "time over C's", resident: "resident" },
    },
    numeric: ["median", "rate", "each", "ratio", "resident"],
  }).text;
}
