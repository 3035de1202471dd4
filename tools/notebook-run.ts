import { basename, join } from "node:path";
import { makeKernelHome } from "./kernel-home.ts";
import type { Notebook } from "./notebook.ts";
import type { NotebookFile } from "./notebook-check.ts";
import { cleanNotebook, serializeNotebook } from "./notebook-clean.ts";
import { staleOutputs } from "./notebook-compare.ts";
import { executeNotebook, type ExecuteOptions } from "./notebook-execute.ts";
import { formatNotebook } from "./notebook-format.ts";
import { findNbconvert } from "./notebook-jupyter.ts";
import { lacksOutputs, problemsOf } from "./notebook-problems.ts";

/** How to run notebooks. */
export interface RunOptions {
  /** Folder for the executed notebooks; `null`: each goes back to where it came from. */
  out: string | null;
  /** The project's folder, whose settings formatting follows. */
  root: string;
  /** Most seconds for one notebook. */
  timeoutSeconds: number;
  /** Aborts when someone asks to stop. */
  signal: AbortSignal;
  /** The command that starts nbconvert. Default: the one that is found. */
  nbconvert?: readonly string[];
  /** Told of each notebook that is done. */
  log: (line: string) => void;
}

/**
 * Executes notebooks one after the other and writes those without problems, in their clean form. Where they are not to
 * replace the ones that they came from, outputs that are no longer current are problems, too.
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
    // A broken notebook is worth a look, but does not replace the one that is there.
    if (out !== null) await Deno.writeTextFile(join(out, basename(path)), text);
    else if (found.length === 0) await Deno.writeTextFile(path, text);
    const same = text === before ? "same as before" : "not the same as before";
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    log(`${path}: ${seconds} s, ${found.length === 0 ? same : "failed"}`);
  }
  return problems;
}

/**
 * Executes a notebook again if outputs are missing, up to three times in all: the kernel can report a cell done before
 * its last output is out, which Jupyter then never sees.
 */
async function executeWhole(path: string, options: ExecuteOptions): Promise<Notebook> {
  for (let attempt = 1;; attempt++) {
    const notebook = await executeNotebook(path, options);
    if (attempt === 3 || !lacksOutputs(notebook)) return notebook;
  }
}
