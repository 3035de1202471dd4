import { basename, join } from "node:path";
import { endLeftovers } from "./end-leftovers.ts";
import type { KernelHome } from "./kernel-home.ts";
import { type Notebook, parseNotebook } from "./notebook.ts";

/** What execution needs besides a notebook. */
export interface ExecuteOptions {
  /** The command that starts nbconvert. */
  nbconvert: readonly string[];
  /** Where Jupyter lives meanwhile. */
  home: KernelHome;
  /** Most seconds that the notebook may take, the kernel's start included. */
  timeoutSeconds: number;
  /** Aborts when someone asks to stop. */
  signal: AbortSignal;
}

/** How long Jupyter may take to end its kernel and itself when it is told to. */
const GRACE_MILLISECONDS = 5000;

/**
 * Executes the notebook in a file in a kernel of its own and returns it with its outputs; cells that fail have an error
 * among theirs.
 *
 * @throws {Error} if Jupyter fails, or does not finish in time; no kernel is left behind
 */
export async function executeNotebook(path: string, options: ExecuteOptions): Promise<Notebook> {
  const { nbconvert: [program, ...first], home, timeoutSeconds, signal } = options;
  signal.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  const stop = AbortSignal.any([signal, timeout]);
  const settings = Object.entries({ kernel_name: "deno", record_timing: "False", timeout: "-1" })
    .map(([name, value]) => `--ExecutePreprocessor.${name}=${value}`);
  const child = new Deno.Command(program, {
    // An error's place in the notebook is known only if it does not end the execution.
    args: [...first, "--to=notebook", "--execute", "--allow-errors", `--output-dir=${home.path}`, ...settings, path],
    env: home.env,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const kill = (name: Deno.Signal) => {
    try {
      child.kill(name);
    } catch {
      // It ended on its own meanwhile.
    }
  };
  let killer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    kill("SIGTERM");
    killer = setTimeout(() => kill("SIGKILL"), GRACE_MILLISECONDS);
  };
  stop.addEventListener("abort", end, { once: true });
  const said = new Response(child.stderr).text();
  let success: boolean;
  try {
    ({ success } = await child.status);
  } finally {
    stop.removeEventListener("abort", end);
    clearTimeout(killer);
    await endLeftovers(home.path);
  }
  // Read to its end only now: a kernel that outlived Jupyter would have held it open.
  const lines = (await said).trim().split("\n");
  signal.throwIfAborted();
  if (timeout.aborted) throw new Error(`${path}: must finish within ${timeoutSeconds} s, and did not`);
  if (!success) throw new Error(`${path}: Jupyter failed: ${lines.at(-1)}`);
  return parseNotebook(await Deno.readTextFile(join(home.path, basename(path))), path);
}
