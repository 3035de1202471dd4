/**
 * Checks, executes or browses the notebooks: see `--help`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { interruptible, Interruption } from "../harness/interruption.ts";
import { findChromium } from "./find-chromium.ts";
import { checkNotebooks, type NotebookFile } from "./notebook-check.ts";
import { parseNotebook } from "./notebook.ts";
import { runNotebooks } from "./notebook-run.ts";

const HELP = `Checks, executes or browses the notebooks.

Usage: deno run -A tools/notebooks.ts check [--out DIR] [FILES]
       deno run -A tools/notebooks.ts execute [--in-place] [--out DIR] [--timeout SECONDS] [FILES]
       deno run -A tools/notebooks.ts browse [--out DIR] [--timeout SECONDS] [FILES]

check    type-checks the cells (as one module per notebook in out/notebook-cells/), and looks
         at their format and the committed outputs: one for every show(), no errors, no paths
         of a machine
execute  runs each notebook from top to bottom in the real Deno kernel under Jupyter, in
         --timeout seconds (default 120), and looks at its outputs, which must be those that are
         committed, give or take a thousandth; writes it, formatted, into out/notebooks/, or with
         --in-place where it came from, whatever was committed. Of cells tagged "volatile", which
         show times of the clock, only that outputs are there is compared.
browse   opens each in the classic Notebook in Chromium, chooses "Run All" in the menu, waits for
         --timeout seconds (default 300), and looks at the page: every output that is committed
         must be there to be seen; keeps a picture of each in out/screenshots/

FILES: default all of notebooks/ and tests/notebooks/. Exit code: 0 all is well, 1 a notebook is
not, 2 bad input, no Jupyter or no Chromium.
`;

const FOLDERS = ["notebooks", "tests/notebooks"];
const ROOT = fileURLToPath(new URL("../", import.meta.url));

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals: [command, ...named] } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        "in-place": { type: "boolean", default: false },
        out: { type: "string" },
        timeout: { type: "string" },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const paths = named.length > 0 ? named : (await Promise.all(FOLDERS.map(notebooksIn))).flat();
    const files = await Promise.all(paths.map(readNotebook));
    if (command === "check") {
      const problems = await checkNotebooks(files, values.out ?? join(ROOT, "out/notebook-cells"), ROOT);
      return report(problems, `notebooks checked: ${files.length}`);
    }
    if (command === "execute") {
      const timeoutSeconds = secondsOf(values.timeout ?? "120");
      const out = values["in-place"] ? null : values.out ?? join(ROOT, "out/notebooks");
      const problems = await interruptible((signal) =>
        runNotebooks(files, { out, root: ROOT, timeoutSeconds, signal, log: console.error })
      );
      return report(problems, `notebooks executed: ${files.length}`);
    }
    if (command === "browse") {
      const timeoutSeconds = secondsOf(values.timeout ?? "300");
      // Loaded only here: who checks or executes need not have it.
      const { runInBrowser } = await import("./browser-run.ts");
      const [chromium, work] = [findChromium(), join(ROOT, "out/browsed")];
      const screenshots = values.out ?? join(ROOT, "out/screenshots");
      const problems = await interruptible((signal) =>
        runInBrowser(files, { chromium, work, screenshots, timeoutSeconds, signal, log: console.error })
      );
      return report(problems, `notebooks browsed: ${files.length}`);
    }
    throw new TypeError(
      `Cannot run: the command must be check, execute or browse, got ${command ?? "nothing; see --help"}`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message.split("\n", 1)[0] : `${error}`);
    return error instanceof Interruption ? error.exitCode : 2;
  }
}

async function readNotebook(path: string): Promise<NotebookFile> {
  const text = await Deno.readTextFile(path).catch((error) => {
    throw new TypeError(
      `Cannot read ${path}: ${error instanceof Deno.errors.NotFound ? "no such file" : error.message}`,
    );
  });
  return { path, text, notebook: parseNotebook(text, path) };
}

function secondsOf(timeout: string): number {
  const seconds = Number(timeout);
  if (seconds > 0 && seconds <= 86_400) return seconds;
  throw new RangeError(`Cannot run: --timeout must be above 0 and at most 86400, got ${timeout}`);
}

async function notebooksIn(folder: string): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(join(ROOT, folder)), ({ name }) => name);
  const paths = names.filter((name) => name.endsWith(".ipynb")).sort();
  return paths.map((name) => relative(Deno.cwd(), join(ROOT, folder, name)));
}

function report(problems: readonly string[], done: string): number {
  for (const problem of problems) console.error(problem);
  console.error(`${done}, problems: ${problems.length}`);
  return problems.length === 0 ? 0 : 1;
}
