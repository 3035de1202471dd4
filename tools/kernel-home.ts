import { join } from "node:path";
import { writeKernelSpec } from "./kernel-spec.ts";

/** A home for Jupyter that lasts for one run: nothing of the user's own Jupyter is read or written. */
export interface KernelHome extends AsyncDisposable {
  /** The folder; the command line of every kernel started from here names it. */
  path: string;
  /** Environment variables that make Jupyter live here. */
  env: Record<string, string>;
}

/** Makes the folder, with a kernelspec for the Deno that runs this. Disposing of it removes it. */
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
      // Where Jupyter writes the connection file that a kernel is started with.
      TMPDIR: path,
      NO_COLOR: "1",
    },
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}
