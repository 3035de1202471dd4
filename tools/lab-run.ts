import { DELIMITER, join } from "@std/path";
import { succeeds } from "./find-jupyter.ts";
import { writeKernelSpec } from "./kernel-home.ts";
import { runJupyter } from "./run-jupyter.ts";

/** Options of {@linkcode runLab}. */
export interface LabOptions {
  /** The command that starts Jupyter. */
  server: readonly string[];
  /** Folder of the notebooks. */
  notebooks: string;
  /** Folder for the project's kernelspec. */
  data: string;
  /** Further flags for Jupyter. */
  flags: readonly string[];
  /** Environment variables, besides those of this process. */
  env?: Record<string, string>;
  /** Stops Jupyter. */
  signal: AbortSignal;
  /** Output of Jupyter. Default: the output of this process. */
  output?: "inherit" | "null";
}

/** Time for Jupyter to end its kernels and itself. */
const GRACE_MILLISECONDS = 10_000;
/** The same if it has received the Ctrl-C itself. */
const OWN_END_MILLISECONDS = 3000;
/** Exit code of an interruption by SIGINT. */
const CTRL_C = 130;

/**
 * Runs Jupyter on a folder of notebooks, with a kernelspec for the current Deno, until it ends or `signal` aborts.
 *
 * Only this Jupyter sees the kernelspec; it also sees the user's own kernels. No kernel outlives it.
 *
 * @returns its exit code; 0 if it was stopped
 */
export async function runLab(options: LabOptions): Promise<number> {
  const { server, notebooks, data, flags, env, signal, output = "inherit" } = options;
  await writeKernelSpec(data);
  // The folder of the kernels' connection files, which their command lines contain.
  const runtime = await Deno.makeTempDir({ prefix: "pageferry-lab-" });
  // Without the flag, Jupyter does not start as root, as in a container.
  const asRoot = Deno.build.os !== "windows" && Deno.uid() === 0 ? ["--allow-root"] : [];
  try {
    signal.throwIfAborted();
    const { status } = await runJupyter({
      // -y: do not ask for confirmation after Ctrl-C.
      command: [...server, notebooks, "-y", ...asRoot, ...flags],
      env: {
        ...env,
        JUPYTER_PATH: [data, env?.JUPYTER_PATH ?? Deno.env.get("JUPYTER_PATH")].filter(Boolean).join(DELIMITER),
        JUPYTER_RUNTIME_DIR: join(runtime, "runtime"),
      },
      stdout: output,
      stderr: output,
      signal,
      kernelFolder: runtime,
      // A terminal's Ctrl-C reaches Jupyter too, and a second signal would interrupt its cleanup.
      waitMilliseconds: () => signal.reason?.exitCode === CTRL_C ? OWN_END_MILLISECONDS : 0,
      graceMilliseconds: GRACE_MILLISECONDS,
    });
    return signal.aborted ? 0 : status.code;
  } finally {
    await Deno.remove(runtime, { recursive: true });
  }
}

/**
 * Signs the project's notebooks. Jupyter then shows their committed outputs; it strips the drawings of unsigned notebooks.
 *
 * The signatures are stored in `data`; the user's own are not changed.
 *
 * @returns the flags with the path of the signatures for Jupyter; none if signing failed
 */
export async function trustNotebooks({ server, notebooks, data }: TrustOptions): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(notebooks), ({ name }) => name);
  const paths = names.filter((name) => name.endsWith(".ipynb")).map((name) => join(notebooks, name));
  const flags = [
    `--NotebookNotary.db_file=${join(data, "nbsignatures.db")}`,
    `--NotebookNotary.secret_file=${join(data, "notebook_secret")}`,
  ];
  await Deno.mkdir(data, { recursive: true });
  for (const signer of signersBeside(server)) {
    if (await succeeds([...signer, ...flags, ...paths])) return flags;
  }
  return [];
}

/** Options of {@linkcode trustNotebooks}. */
export type TrustOptions = Pick<LabOptions, "server" | "notebooks" | "data">;

/** Commands that sign notebooks. Debian's Jupyter has no `trust`, but its Python has the module. */
function signersBeside([program, ...rest]: readonly string[]): string[][] {
  const module = ["-m", "nbformat.sign"];
  if (rest[0] === "-m") return [[program, ...module]];
  return [[program, "trust"], ["python3", ...module], ["/usr/bin/python3", ...module]];
}
