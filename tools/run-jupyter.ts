import { delay } from "@std/async/delay";
import { endLeftovers } from "./kernel-home.ts";

/** Options of {@linkcode runJupyter}. */
export interface RunJupyterOptions {
  /** The command. */
  command: readonly string[];
  /** Environment variables, besides those of this process. */
  env: Record<string, string>;
  /** Standard output of the command. */
  stdout: "inherit" | "null";
  /** Standard error of the command. */
  stderr: "inherit" | "null" | "piped";
  /** Stops the command. */
  signal: AbortSignal;
  /** Time between the signal's abort and SIGTERM. Default 0. */
  waitMilliseconds?: () => number;
  /** Time between SIGTERM and SIGKILL. */
  graceMilliseconds: number;
  /** A folder in the command lines of the kernels. Kernels that Jupyter does not end are killed. */
  kernelFolder: string;
}

/** The end of a Jupyter. */
export interface JupyterEnd {
  /** Its status. */
  status: Deno.CommandStatus;
  /** Its standard error; empty unless `stderr` is `piped`. */
  said: string;
}

/** Runs a command of Jupyter until it ends or the signal aborts. No kernel outlives it. */
export async function runJupyter(options: RunJupyterOptions): Promise<JupyterEnd> {
  const { command: [program, ...args], env, stdout, stderr, signal, kernelFolder } = options;
  const child = new Deno.Command(program, { args, env, stdin: "null", stdout, stderr }).spawn();
  const said = stderr === "piped" ? new Response(child.stderr).text() : "";
  const ended = new AbortController();
  const stop = () => void end(child, options, ended.signal).catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    const status = await child.status;
    ended.abort();
    await endLeftovers(kernelFolder);
    // Awaited after the kernels have ended, because a kernel that outlives Jupyter keeps the stream open.
    return { status, said: await said };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Sends SIGTERM and later SIGKILL, unless `signal` aborts first because the process has ended. */
async function end(
  child: Deno.ChildProcess,
  { waitMilliseconds = () => 0, graceMilliseconds }: RunJupyterOptions,
  signal: AbortSignal,
): Promise<void> {
  await delay(waitMilliseconds(), { signal });
  kill(child, "SIGTERM");
  await delay(graceMilliseconds, { signal });
  kill(child, "SIGKILL");
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // The process has ended.
  }
}
