import { join } from "@std/path";

/** A temporary home for Jupyter. The user's own Jupyter is neither read nor written. */
export interface KernelHome extends AsyncDisposable {
  /** The folder. The command line of every kernel started from here contains it. */
  path: string;
  /** Environment variables that make Jupyter use the folder. */
  env: Record<string, string>;
}

/** Creates the folder, with a kernelspec for the current Deno. Disposing of it removes it. */
export async function makeKernelHome(): Promise<KernelHome> {
  const path = await Deno.makeTempDir({ prefix: "pageferry-jupyter-" });
  await writeKernelSpec(path);
  return {
    path,
    env: {
      JUPYTER_PATH: path,
      JUPYTER_DATA_DIR: path,
      JUPYTER_CONFIG_DIR: join(path, "config"),
      JUPYTER_RUNTIME_DIR: join(path, "runtime"),
      IPYTHONDIR: join(path, "ipython"),
      // Jupyter writes the connection files of kernels to the folder of temporary files.
      TMPDIR: path,
      NO_COLOR: "1",
    },
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/**
 * Writes a kernelspec named `deno` for the current Deno to a data folder of Jupyter. If JUPYTER_PATH names the folder, the
 * kernelspec precedes the user's own, which stays unchanged.
 */
export async function writeKernelSpec(dataFolder: string): Promise<void> {
  const spec = {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    // By default, Jupyter sends a signal, which ends Deno's kernel and loses all results of the notebook.
    interrupt_mode: "message",
  };
  const folder = join(dataFolder, "kernels", "deno");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "kernel.json"), JSON.stringify(spec, null, 1));
}

/**
 * Ends the processes whose command line contains a folder. Kernels run in sessions of their own, so a kernel outlives a
 * Jupyter that was killed.
 */
export async function endLeftovers(folder: string): Promise<void> {
  for (const pid of await processesNaming(folder)) {
    try {
      Deno.kill(pid, "SIGKILL");
    } catch {
      // The process has already ended; the search process always has.
    }
  }
}

/** Uses /proc on Linux, because small Debian images lack `pgrep`; other systems have no /proc. */
async function processesNaming(folder: string): Promise<number[]> {
  const [program, ...args] = Deno.build.os === "linux"
    ? ["sh", "-c", 'grep -laF -- "$1" /proc/[0-9]*/cmdline', "sh", folder]
    : ["pgrep", "-f", folder];
  const { stdout } = await new Deno.Command(program, { args, stdin: "null", stderr: "null" }).output();
  const numbers = new TextDecoder().decode(stdout).match(/\d+/g) ?? [];
  return numbers.map(Number).filter((pid) => pid !== Deno.pid);
}
