import { delimiter, join } from "node:path";
import { endLeftovers } from "./end-leftovers.ts";
import { writeKernelSpec } from "./kernel-spec.ts";

/** How to open notebooks. */
export interface LabOptions {
  /** The command that starts Jupyter. */
  server: readonly string[];
  /** Folder of the notebooks that it opens. */
  notebooks: string;
  /** Folder for the project's kernelspec. */
  data: string;
  /** Further flags for Jupyter. */
  flags: readonly string[];
  /** Environment variables besides those of this process. */
  env?: Record<string, string>;
  /** Aborts when someone asks to stop. */
  signal: AbortSignal;
  /** Where Jupyter's own words go. Default: where ours go. */
  output?: "inherit" | "null";
}

/** How long Jupyter may take to end its kernels and itself. */
const GRACE_MILLISECONDS = 10_000;
/** How long it may take about it when it has seen the Ctrl-C itself. */
const OWN_END_MILLISECONDS = 3000;
/** An interruption by SIGINT. */
const CTRL_C = 130;

/**
 * Runs Jupyter on a folder of notebooks with a kernelspec for the Deno that runs this, until it ends or `signal` aborts.
 *
 * Only this Jupyter knows of the kernelspec, and besides it sees all that is the user's. No kernel outlives it.
 *
 * @returns its exit code; 0 if it was asked to stop
 */
export async function runLab(options: LabOptions): Promise<number> {
  const { server: [program, ...first], notebooks, data, flags, signal, output = "inherit" } = options;
  await writeKernelSpec(data);
  // Kernels are found by the folder of their connection files when Jupyter dies without ending them.
  const runtime = await Deno.makeTempDir({ prefix: "pageferry-lab-" });
  // As root, as in a container, Jupyter does not start without being told that it may.
  const asRoot = Deno.build.os !== "windows" && Deno.uid() === 0 ? ["--allow-root"] : [];
  try {
    signal.throwIfAborted();
    const child = new Deno.Command(program, {
      // -y: it need not ask whether Ctrl-C is meant.
      args: [...first, notebooks, "-y", ...asRoot, ...flags],
      env: {
        ...options.env,
        JUPYTER_PATH: [data, options.env?.JUPYTER_PATH ?? Deno.env.get("JUPYTER_PATH")].filter(Boolean).join(delimiter),
        JUPYTER_RUNTIME_DIR: join(runtime, "runtime"),
      },
      stdin: "null",
      stdout: output,
      stderr: output,
    }).spawn();
    let killer: ReturnType<typeof setTimeout> | undefined;
    const kill = (name: Deno.Signal) => {
      try {
        child.kill(name);
      } catch {
        // It ended on its own meanwhile.
      }
    };
    const terminate = () => {
      kill("SIGTERM");
      killer = setTimeout(() => kill("SIGKILL"), GRACE_MILLISECONDS);
    };
    const end = () => {
      // Ctrl-C reaches Jupyter too, which ends its kernels and itself: a second signal would stop it in the midst of that.
      if (signal.reason?.exitCode === CTRL_C) killer = setTimeout(terminate, OWN_END_MILLISECONDS);
      else terminate();
    };
    signal.addEventListener("abort", end, { once: true });
    try {
      const { code } = await child.status;
      return signal.aborted ? 0 : code;
    } finally {
      signal.removeEventListener("abort", end);
      clearTimeout(killer);
      await endLeftovers(runtime);
    }
  } finally {
    await Deno.remove(runtime, { recursive: true });
  }
}
