import { basename, join } from "@std/path";
import { findNbconvert } from "./find-jupyter.ts";
import { makeKernelHome } from "./kernel-home.ts";
import type { Notebook } from "./notebook.ts";
import type { NotebookFile } from "./notebook-check.ts";
import { cleanNotebook, formatNotebook, serializeNotebook } from "./notebook-clean.ts";
import { staleOutputs } from "./notebook-compare.ts";
import { executeNotebook, type ExecuteOptions } from "./notebook-execute.ts";
import { lacksOutputs, problemsOf } from "./notebook-problems.ts";

/** Options of {@linkcode runNotebooks}. */
export interface RunOptions {
  /** Folder for the executed notebooks; `null`: each replaces its file. */
  out: string | null;
  /** The project's folder, with the settings of the formatter. */
  root: string;
  /** Time limit for one notebook. */
  timeoutSeconds: number;
  /** Stops the execution. */
  signal: AbortSignal;
  /** The command that starts nbconvert. Default: the first one found. */
  nbconvert?: readonly string[];
  /** Called with one line for each executed notebook. */
  log: (line: string) => void;
}

/**
 * Executes notebooks one after the other and writes them in their clean form. A notebook with problems does not replace its
 * file. If `out` is a folder, outputs that differ from the committed ones are problems too.
 *
 * @returns the problems, one line each
 * @throws {Error} if there is no Jupyter
 */
export async function runNotebooks(files: readonly NotebookFile[], options: RunOptions): Promise<string[]> {
  const { out, root, timeoutSeconds, signal, log } = options;
  const nbconvert = options.nbconvert ?? await findNbconvert();
  await using home = await makeKernelHome();
  if (out !== null) await Deno.mkdir(out, { recursive: true });
  const problems: string[] = [];
  for (const { path, text: before, notebook: committed } of files) {
    const began = performance.now();
    let executed;
    try {
      executed = cleanNotebook(await executeWhole(path, { nbconvert, home, timeoutSeconds, signal }));
    } catch (error) {
      signal.throwIfAborted();
      problems.push((error as Error).message);
      continue;
    }
    const found = [...problemsOf(executed), ...(out === null ? [] : staleOutputs(committed, executed))];
    problems.push(...found.map((problem) => `${path}: ${problem}`));
    const text = await formatNotebook(serializeNotebook(executed), path, root);
    // A notebook with problems is written for inspection, but does not replace its file.
    if (out !== null) await Deno.writeTextFile(join(out, basename(path)), text);
    else if (found.length === 0) await Deno.writeTextFile(path, text);
    const same = text === before ? "same as before" : "not the same as before";
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    log(`${path}: ${seconds} s, ${found.length === 0 ? same : "failed"}`);
  }
  return problems;
}

/**
 * Executes a notebook up to three times, until no outputs are missing. The kernel can report the end of a cell before it
 * sends the last output, and Jupyter then loses the output.
 */
async function executeWhole(path: string, options: ExecuteOptions): Promise<Notebook> {
  for (let attempt = 1;; attempt++) {
    const notebook = await executeNotebook(path, options);
    if (attempt === 3 || !lacksOutputs(notebook)) return notebook;
  }
}
