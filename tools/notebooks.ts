/**
 * Checks or executes the notebooks: see `--help`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { interruptible, Interruption } from "../lib/measure/interruption.ts";
import { checkNotebooks, type NotebookFile } from "./notebook-check.ts";
import { parseNotebook } from "./notebook.ts";
import { runNotebooks } from "./notebook-run.ts";

const HELP = `Checks or executes the notebooks.

Usage: deno run -A tools/notebooks.ts check [--out DIR] [FILES]
       deno run -A tools/notebooks.ts execute [--in-place] [--out DIR] [--timeout SECONDS] [FILES]

check    type-checks the cells (as one module per notebook in out/notebook-cells/), and looks
         at their format and the committed outputs: one for every show(), no errors, no paths
         of a machine
execute  runs each notebook from top to bottom in the real Deno kernel under Jupyter, in
         --timeout seconds (default 120), and looks at its outputs; writes it, formatted, into
         out/notebooks/, or with --in-place where it came from

FILES: default all of notebooks/. Exit code: 0 all is well, 1 a notebook is not, 2 bad input or
no Jupyter.
`;

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
        timeout: { type: "string", default: "120" },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const paths = named.length > 0 ? named : await allNotebooks();
    const files = await Promise.all(paths.map(readNotebook));
    if (command === "check") {
      const problems = await checkNotebooks(files, values.out ?? join(ROOT, "out/notebook-cells"), ROOT);
      return report(problems, `notebooks checked: ${files.length}`);
    }
    if (command === "execute") {
      const timeoutSeconds = Number(values.timeout);
      if (!(timeoutSeconds > 0 && timeoutSeconds <= 86_400)) {
        throw new RangeError(`Cannot execute: --timeout must be above 0 and at most 86400, got ${values.timeout}`);
      }
      const out = values["in-place"] ? null : values.out ?? join(ROOT, "out/notebooks");
      const problems = await interruptible((signal) =>
        runNotebooks(files, { out, root: ROOT, timeoutSeconds, signal, log: console.error })
      );
      return report(problems, `notebooks executed: ${files.length}`);
    }
    throw new TypeError(`Cannot run: the command must be check or execute, got ${command ?? "nothing; see --help"}`);
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

async function allNotebooks(): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(join(ROOT, "notebooks")), ({ name }) => name);
  const paths = names.filter((name) => name.endsWith(".ipynb")).sort();
  return paths.map((name) => relative(Deno.cwd(), join(ROOT, "notebooks", name)));
}

function report(problems: readonly string[], done: string): number {
  for (const problem of problems) console.error(problem);
  console.error(`${done}, problems: ${problems.length}`);
  return problems.length === 0 ? 0 : 1;
}
