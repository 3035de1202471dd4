/**
 * Measures the speed of Pageferry: `deno task bench`. See `--help` and README.md in this folder.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { textTable } from "../cli/text-table.ts";
import { slowdowns } from "./guard.ts";
import { KERNELS } from "./kernels.ts";
import { measureKernels, measureReference } from "./measure-kernels.ts";
import { measureMigrations } from "./measure-migrations.ts";
import { MIGRATIONS } from "./migrations.ts";
import { type Reference, startReference } from "./reference.ts";
import { PAPER_RUNS, type Row } from "./timing.ts";

const HELP = `Measures samplers, bitmaps and whole migrations, and compares loops with the same loops in C.

Usage: deno task bench [--only TEXT] [--json]
       deno task bench --guard

--only TEXT      only the rows whose name contains TEXT
--json           one JSON document: { "rows": [{ "name", "pages", "medianSeconds",
                 "pagesPerSecond", "ratioToC", "residentMiB" }] }
--guard          compare the ratios to C with bench/ratios.json; fail if a loop has become
                 almost twice as slow in three attempts
--write-ratios   write bench/ratios.json

Needs gcc. Exit code: 0 done, 1 slower than recorded, 2 bad input or no compiler.
`;

const RATIOS = new URL("ratios.json", import.meta.url);
/** How often the guard measures before it fails. */
const ATTEMPTS = 3;

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        help: { type: "boolean", short: "h" },
        json: { type: "boolean", default: false },
        only: { type: "string", default: "" },
        guard: { type: "boolean", default: false },
        "write-ratios": { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const kernels = KERNELS.filter(({ name }) => name.includes(values.only));
    const migrations = [PAPER_RUNS, ...MIGRATIONS.map(({ name }) => name)].filter((name) => name.includes(values.only));
    if (kernels.length + migrations.length === 0) {
      throw new TypeError(`no row's name contains "${values.only}" (--only)`);
    }
    const directory = await Deno.makeTempDir({ prefix: "pageferry-bench-" });
    let reference: Reference | undefined;
    try {
      reference = await startReference(directory);
      const measure = () => measureKernels(kernels, reference!, progress);
      if (values.guard) return await guard(measure, values.only);
      if (values["write-ratios"]) {
        const rows = await measure();
        const ratios = rows.map(({ name, ratioToC }) => [name, Number(ratioToC!.toPrecision(3))]);
        await Deno.writeTextFile(RATIOS, `${JSON.stringify(Object.fromEntries(ratios), null, 2)}\n`);
        return 0;
      }
      const rows = [
        ...await measureReference(reference),
        ...await measure(),
        ...await measureMigrations(migrations, progress),
      ];
      progress("");
      console.log(values.json ? JSON.stringify({ rows }) : tableOf(rows));
      return 0;
    } finally {
      await reference?.end();
      await Deno.remove(directory, { recursive: true });
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message.split("\n", 1)[0] : `${error}`);
    return 2;
  }
}

function progress(text: string): void {
  if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${text}`));
}

async function guard(measure: () => Promise<Row[]>, only: string): Promise<number> {
  const all = Object.entries<number>(JSON.parse(await Deno.readTextFile(RATIOS)));
  const known = Object.fromEntries(all.filter(([name]) => name.includes(only)));
  for (let attempt = 1;; attempt++) {
    const rows = await measure();
    const slow = slowdowns(rows, known);
    if (slow.length === 0) {
      console.log(`${rows.length} loops are as fast, compared with C, as recorded.`);
      return 0;
    }
    for (const line of slow) console.error(line);
    if (attempt === ATTEMPTS) return 1;
  }
}

function tableOf(rows: readonly Row[]): string {
  return textTable(
    ["", "median", "pages/s", "ns/page", "time over C's", "resident"],
    rows.map(({ name, pages, medianSeconds, pagesPerSecond, ratioToC, residentMiB }) => [
      name,
      duration(medianSeconds),
      `${(pagesPerSecond / 1e9).toPrecision(3)} G`,
      (1e9 * medianSeconds / pages).toPrecision(3),
      ratioToC === null ? "" : ratioToC.toPrecision(3),
      residentMiB === null ? "" : `${residentMiB.toFixed(0)} MiB`,
    ]),
  );
}

function duration(seconds: number): string {
  if (seconds < 1e-3) return `${(seconds * 1e6).toPrecision(3)} µs`;
  return seconds < 1 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${seconds.toFixed(2)} s`;
}
