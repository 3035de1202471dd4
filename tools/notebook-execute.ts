import { basename, join } from "@std/path";
import type { KernelHome } from "./kernel-home.ts";
import { type Notebook, parseNotebook } from "./notebook.ts";
import { runJupyter } from "./run-jupyter.ts";

/** Options of {@linkcode executeNotebook}. */
export interface ExecuteOptions {
  /** The command that starts nbconvert. */
  nbconvert: readonly string[];
  /** Home of Jupyter. */
  home: KernelHome;
  /** Time limit for the notebook, including the kernel's start. */
  timeoutSeconds: number;
  /** Stops the execution. */
  signal: AbortSignal;
}

/** Time for Jupyter to end its kernel and itself. */
const GRACE_MILLISECONDS = 5000;

/**
 * Executes the notebook in a file in a new kernel and returns it with its outputs. A cell that fails has an error among its
 * outputs.
 *
 * @throws {Error} if Jupyter fails, or does not finish in time; no kernel keeps running
 */
export async function executeNotebook(path: string, options: ExecuteOptions): Promise<Notebook> {
  const { nbconvert, home, timeoutSeconds, signal } = options;
  signal.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  const settings = Object.entries({ kernel_name: "deno", record_timing: "False", timeout: "-1" })
    .map(([name, value]) => `--ExecutePreprocessor.${name}=${value}`);
  // --allow-errors: without it, the cell of an error would be unknown.
  const args = ["--to=notebook", "--execute", "--allow-errors", `--output-dir=${home.path}`, ...settings, path];
  const { status, said } = await runJupyter({
    command: [...nbconvert, ...args],
    env: home.env,
    stdout: "null",
    stderr: "piped",
    kernelFolder: home.path,
    signal: AbortSignal.any([signal, timeout]),
    graceMilliseconds: GRACE_MILLISECONDS,
  });
  signal.throwIfAborted();
  if (timeout.aborted) throw new Error(`${path}: did not finish within ${timeoutSeconds} s`);
  if (!status.success) throw new Error(`${path}: Jupyter failed: ${said.trim().split("\n").at(-1)}`);
  return parseNotebook(await Deno.readTextFile(join(home.path, basename(path))), path);
}
