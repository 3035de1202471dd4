import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Notebook } from "./notebook.ts";
import { formatNotebook } from "./notebook-format.ts";
import { type CellModule, moduleOf, placeOf } from "./notebook-module.ts";
import { problemsOf } from "./notebook-problems.ts";

/** A notebook and the file it came from, as the person who named it wrote it. */
export interface NotebookFile {
  path: string;
  text: string;
  notebook: Notebook;
}

/** The module that a notebook's cells were written to. */
export interface WrittenModule {
  path: string;
  module: CellModule;
}

/**
 * Says what keeps notebooks from being handed out, type errors of their cells included: one line each.
 *
 * The cells go to one module per notebook in `out`, a folder within the project: there the package's name resolves.
 */
export async function checkNotebooks(files: readonly NotebookFile[], out: string, root: string): Promise<string[]> {
  await Deno.mkdir(out, { recursive: true });
  const written = new Map<string, WrittenModule>();
  for (const { path, notebook } of files) {
    const module = moduleOf(notebook);
    const target = resolve(out, basename(path).replace(/\.ipynb$/, ".ts"));
    await Deno.writeTextFile(target, module.code);
    written.set(pathToFileURL(target).href, { path, module });
  }
  const problems: string[] = [];
  for (const { path, text, notebook } of files) {
    problems.push(...problemsOf(notebook).map((problem) => `${path}: ${problem}`));
    if (await formatNotebook(text, path, root) !== text) {
      problems.push(`${path}: is not formatted (execute --in-place does that)`);
    }
  }
  return [...problems, ...await typeErrors(written, root)];
}

async function typeErrors(written: ReadonlyMap<string, WrittenModule>, root: string): Promise<string[]> {
  // Not `deno check`: it passes over whatever deno.json excludes, out/ among it, and calls that success.
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["cache", "--quiet", "--check", ...written.keys()],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  return success ? [] : readErrors(new TextDecoder().decode(stderr), written);
}

/** Picks the errors out of what Deno says of the modules (keyed by URL), and names their places in the notebooks. */
export function readErrors(said: string, written: ReadonlyMap<string, WrittenModule>): string[] {
  const errors = said.split(/^(?=TS\d+ \[ERROR\]: |error: )/m).flatMap((block) => {
    const [head] = block.trim().split("\n");
    const place = block.match(/at (file:\S+?):(\d+):\d+/);
    if (!place) return /^error: (?!Type checking failed|Found \d+ errors)/.test(head) ? [head] : [];
    const [, url, line] = place;
    const module = written.get(url);
    const message = head.replace(/^(TS\d+) \[ERROR\]/, "$1");
    return module
      ? [`${module.path}: ${placeOf(module.module, Number(line))}: ${message}`]
      : [`${url}:${line} ${message}`];
  });
  // Deno failed, so silence here would hide it.
  return errors.length > 0 ? errors : [`deno could not check the cells: ${said.trim()}`];
}
