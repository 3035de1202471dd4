import { basename, resolve, toFileUrl } from "@std/path";
import { codeCells, type Notebook, textOf } from "./notebook.ts";
import { formatNotebook } from "./notebook-clean.ts";
import { problemsOf } from "./notebook-problems.ts";

/** A notebook and its file. */
export interface NotebookFile {
  /** The path, as the caller wrote it. */
  path: string;
  /** The text of the file. */
  text: string;
  /** The notebook. */
  notebook: Notebook;
}

/** The code of a notebook as one module. */
export interface CellModule {
  /** TypeScript, with a comment before each cell. */
  code: string;
  /** For each cell, in order: its number in the notebook, and the line of the module (from 1) of its first line. */
  cells: { number: number; firstLine: number }[];
}

/** The module that a notebook's cells were written to. */
export interface WrittenModule {
  /** Path of the notebook. */
  path: string;
  /** The module. */
  module: CellModule;
}

/**
 * Returns the problems of notebooks, one line each, including type errors of their cells.
 *
 * Each notebook's cells are written to a module in `out`, a folder within the project, where the package's name resolves.
 */
export async function checkNotebooks(files: readonly NotebookFile[], out: string, root: string): Promise<string[]> {
  await Deno.mkdir(out, { recursive: true });
  const written = new Map<string, WrittenModule>();
  for (const { path, notebook } of files) {
    const module = moduleOf(notebook);
    const target = resolve(out, basename(path).replace(/\.ipynb$/, ".ts"));
    await Deno.writeTextFile(target, module.code);
    written.set(toFileUrl(target).href, { path, module });
  }
  const problems: string[] = [];
  for (const { path, text, notebook } of files) {
    problems.push(...problemsOf(notebook).map((problem) => `${path}: ${problem}`));
    if (await formatNotebook(text, path, root) !== text) {
      problems.push(`${path}: is not formatted (execute --in-place formats it)`);
    }
  }
  return [...problems, ...await typeErrors(written, root)];
}

/** Joins the code cells of a notebook to one module. */
export function moduleOf(notebook: Notebook): CellModule {
  const lines: string[] = [];
  const cells = codeCells(notebook).map(({ number, cell }) => {
    lines.push(`// cell ${number}`);
    const firstLine = lines.length + 1;
    lines.push(...textOf(cell.source).split("\n"));
    return { number, firstLine };
  });
  // Makes it a module even without imports, which allows `await` at the top level.
  lines.push("export {};");
  return { code: lines.join("\n") + "\n", cells };
}

/** Returns the place of a module's line in its notebook: `cell 3, line 2`. */
export function placeOf({ cells }: CellModule, line: number): string {
  const cell = cells.findLast(({ firstLine }) => firstLine <= line);
  return cell ? `cell ${cell.number}, line ${line - cell.firstLine + 1}` : "before its first cell";
}

async function typeErrors(written: ReadonlyMap<string, WrittenModule>, root: string): Promise<string[]> {
  // `deno check` would skip the modules and succeed: deno.json excludes out/.
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

/** Reads Deno's errors about modules, which are keyed by URL, and adds their places in the notebooks. */
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
  // Deno has failed, so there must be at least one line.
  return errors.length > 0 ? errors : [`deno could not check the cells: ${said.trim()}`];
}
