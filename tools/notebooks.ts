/**
 * Checks, executes or browses the notebooks: see `--help`.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join, relative } from "@std/path";
import { interruptible, Interruption } from "../harness/interruption.ts";
import { findChromium } from "./find-chromium.ts";
import { checkNotebooks, type NotebookFile } from "./notebook-check.ts";
import { parseNotebook } from "./notebook.ts";
import { runNotebooks } from "./notebook-run.ts";

const HELP = `Checks, executes or browses the notebooks.

Usage: deno run -A tools/notebooks.ts check [--out DIR] [FILES]
       deno run -A tools/notebooks.ts execute [--in-place] [--out DIR] [--timeout SECONDS] [FILES]
       deno run -A tools/notebooks.ts browse [--out DIR] [--timeout SECONDS] [FILES]

check    type-checks the cells (one module per notebook in out/notebook-cells/), and checks
         their format and the committed outputs: one for every show(), no errors, no paths of a
         machine
execute  runs each notebook from top to bottom in the Deno kernel under Jupyter, within
         --timeout seconds (default 120). Its outputs must equal the committed ones, numbers to a
         thousandth. Writes the formatted notebook to out/notebooks/; with --in-place, replaces
         its file and ignores the committed outputs. For cells tagged "volatile", which show wall
         time, only the number and types of outputs are compared.
browse   opens each notebook in the classic Notebook in Chromium, chooses "Run All", waits up to
         --timeout seconds (default 300), and checks the page: every committed output must be
         visible. Saves a screenshot of each to out/screenshots/

FILES: default all of notebooks/ and tests/notebooks/. Exit code: 0 done, 1 a notebook has
problems, 2 bad input, or Jupyter or Chromium is not installed.
`;

const FOLDERS = ["notebooks", "tests/notebooks"];
const ROOT = fromFileUrl(new URL("../", import.meta.url));

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  try {
    const { command, named, help, inPlace, out, timeout } = parseFlags(args);
    if (help) {
      console.log(HELP);
      return 0;
    }
    const paths = named.length > 0 ? named : (await Promise.all(FOLDERS.map(notebooksIn))).flat();
    const files = await Promise.all(paths.map(readNotebook));
    if (command === "check") {
      const problems = await checkNotebooks(files, out ?? join(ROOT, "out/notebook-cells"), ROOT);
      return report(problems, `notebooks checked: ${files.length}`);
    }
    if (command === "execute") {
      const timeoutSeconds = secondsOf(timeout ?? "120");
      const folder = inPlace ? null : out ?? join(ROOT, "out/notebooks");
      const problems = await interruptible((signal) =>
        runNotebooks(files, { out: folder, root: ROOT, timeoutSeconds, signal, log: console.error })
      );
      return report(problems, `notebooks executed: ${files.length}`);
    }
    if (command === "browse") {
      const timeoutSeconds = secondsOf(timeout ?? "300");
      // Imported here: the other commands do not need Playwright.
      const { runInBrowser } = await import("./browser-run.ts");
      const [chromium, work] = [findChromium(), join(ROOT, "out/browsed")];
      const screenshots = out ?? join(ROOT, "out/screenshots");
      const problems = await interruptible((signal) =>
        runInBrowser(files, { chromium, work, screenshots, timeoutSeconds, signal, log: console.error })
      );
      return report(problems, `notebooks browsed: ${files.length}`);
    }
    throw new TypeError(command === undefined ? "missing command, see --help" : `unknown command: ${command}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message.split("\n", 1)[0] : `${error}`);
    return error instanceof Interruption ? error.exitCode : 2;
  }
}

function parseFlags(args: string[]) {
  const flags = parseArgs(args, {
    alias: { h: "help" },
    boolean: ["help", "in-place"],
    string: ["out", "timeout"],
    unknown: (arg, key) => {
      if (key !== undefined) throw new TypeError(`unknown flag: ${arg}, see --help`);
    },
  });
  const [command, ...named] = flags._.map(String);
  const { help, "in-place": inPlace, out, timeout } = flags as { help?: boolean; "in-place"?: boolean } & Texts;
  return { command, named, help, inPlace, out, timeout };
}

type Texts = { out?: string; timeout?: string };

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
  throw new RangeError(`--timeout must be a number of seconds above 0, at most 86400, got ${timeout}`);
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
