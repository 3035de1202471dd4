/**
 * Checks, executes or browses the notebooks: see `--help`.
 *
 * @module
 */
import { fromFileUrl, join, relative } from "@std/path";
import { interruptible, Interruption } from "../harness/interruption.ts";
import { defineCommand, runCommand } from "../shell/command.ts";
import { choiceArgument, number, restArguments, text, toggle } from "../shell/flags.ts";
import { processIo } from "../shell/io.ts";
import { findChromium } from "./find-chromium.ts";
import { checkNotebooks, type NotebookFile } from "./notebook-check.ts";
import { parseNotebook } from "./notebook.ts";
import { runNotebooks } from "./notebook-run.ts";

const FOLDERS = ["notebooks", "tests/notebooks"];
const ROOT = fromFileUrl(new URL("../", import.meta.url));

const notebooks = defineCommand({
  name: "notebooks",
  program: "deno run -A tools/notebooks.ts",
  about: "Check, execute or browse the notebooks.",
  flags: {
    action: choiceArgument("check, execute or browse", { value: "ACTION", choices: ["check", "execute", "browse"] }),
    files: restArguments("the notebooks (all in notebooks/ and tests/notebooks/)", { value: "FILE" }),
    inPlace: toggle("execute: write each notebook back to its file"),
    out: text("folder for the results", {
      value: "DIR",
      shown: "out/notebook-cells, out/notebooks or out/screenshots",
    }),
    timeout: number("seconds for each notebook", { min: 0.001, max: 86_400, shown: "120, or 300 to browse" }),
  },
  notes: [
    "check type-checks the cells (one module per notebook in out/notebook-cells/), and checks their format and the " +
    "committed outputs: one for every show(), no errors, no paths of a machine.",
    "execute runs each notebook from top to bottom in the Deno kernel under Jupyter. Its outputs must equal the committed " +
    "ones, numbers to a thousandth. Writes the formatted notebook to out/notebooks/; with --in-place, replaces its file " +
    'and ignores the committed outputs. For cells tagged "volatile", which show wall time, only the number and types of ' +
    "outputs are compared.",
    'browse opens each notebook in the classic Notebook in Chromium, chooses "Run All", and checks the page: every ' +
    "committed output must be visible. Saves a screenshot of each to out/screenshots/.",
  ],
  exitCodes: { 1: "a notebook has problems", 2: "bad input, no Jupyter or no Chromium" },
  async run({ action, files: named, inPlace, out, timeout }) {
    const paths = named.length > 0 ? named : (await Promise.all(FOLDERS.map(notebooksIn))).flat();
    const files = await Promise.all(paths.map(readNotebook));
    const timeoutSeconds = timeout ?? (action === "browse" ? 300 : 120);
    try {
      if (action === "check") {
        const problems = await checkNotebooks(files, out ?? join(ROOT, "out/notebook-cells"), ROOT);
        return report(problems, `notebooks checked: ${files.length}`);
      }
      if (action === "execute") {
        const folder = inPlace ? null : out ?? join(ROOT, "out/notebooks");
        const problems = await interruptible((signal) =>
          runNotebooks(files, { out: folder, root: ROOT, timeoutSeconds, signal, log: console.error })
        );
        return report(problems, `notebooks executed: ${files.length}`);
      }
      // Imported here: the other actions do not need Playwright.
      const { runInBrowser } = await import("./browser-run.ts");
      const [chromium, work] = [findChromium(), join(ROOT, "out/browsed")];
      const screenshots = out ?? join(ROOT, "out/screenshots");
      const problems = await interruptible((signal) =>
        runInBrowser(files, { chromium, work, screenshots, timeoutSeconds, signal, log: console.error })
      );
      return report(problems, `notebooks browsed: ${files.length}`);
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      console.error(error.message);
      return error.exitCode;
    }
  },
});

if (import.meta.main) Deno.exit(await runCommand(notebooks, Deno.args, processIo()));

async function readNotebook(path: string): Promise<NotebookFile> {
  const text = await Deno.readTextFile(path).catch((error) => {
    throw new TypeError(
      `Cannot read ${path}: ${error instanceof Deno.errors.NotFound ? "no such file" : error.message}`,
    );
  });
  return { path, text, notebook: parseNotebook(text, path) };
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
