import { join } from "node:path";

/**
 * Writes a kernelspec named `deno`, for the Deno that runs this, into a folder of Jupyter's data: one that JUPYTER_PATH
 * names goes before the user's own, which stays as it is.
 */
export async function writeKernelSpec(dataFolder: string): Promise<void> {
  const spec = {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    // The signal that Jupyter would send instead ends Deno's kernel, and with it all that a notebook has computed.
    interrupt_mode: "message",
  };
  const folder = join(dataFolder, "kernels", "deno");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "kernel.json"), JSON.stringify(spec, null, 1));
}
