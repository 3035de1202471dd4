/**
 * Opens the notebooks in Jupyter: see `--help`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { interruptible } from "../harness/interruption.ts";
import { findJupyterServer } from "./jupyter-server.ts";
import { runLab } from "./lab-run.ts";
import { trustNotebooks } from "./trust-notebooks.ts";

const HELP = `Opens the notebooks in Jupyter Lab or Notebook, whichever there is, with a kernel of this Deno.

Usage: deno task lab [FLAGS OF JUPYTER]      such as --no-browser --port 9999

The kernel is known to this Jupyter only; kernels of your own stay as they are, and can be chosen
too. Ctrl-C ends Jupyter and its kernels.

Environment: JUPYTER  the program to use in place of the jupyter on PATH

Exit code: Jupyter's own; 0 stopped, 2 there is no Jupyter (it says how to get it).
`;

const ROOT = fileURLToPath(new URL("../", import.meta.url));

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  // `deno task` passes on the "--" that other runners take away.
  const flags = args[0] === "--" ? args.slice(1) : args;
  if (flags.includes("--help") || flags.includes("-h")) {
    console.log(HELP);
    return 0;
  }
  try {
    return await interruptible(async (signal) => {
      const server = await findJupyterServer(Deno.env.get("JUPYTER") || undefined);
      await fetchPackages();
      console.error(`Opening notebooks/ with ${server.join(" ")}; Ctrl-C ends it.`);
      const [notebooks, data] = [join(ROOT, "notebooks"), join(ROOT, "out", "jupyter")];
      const trust = await trustNotebooks(server, notebooks, data);
      return await runLab({ server, notebooks, data, flags: [...trust, ...flags], signal });
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message.split("\n", 1)[0] : `${error}`);
    return 2;
  }
}

/** So that the first cell need not wait for a download; without a network the cells themselves say what is missing. */
async function fetchPackages(): Promise<void> {
  const modules = ["mod.ts", "lib/plot/mod.ts"].map((name) => join(ROOT, name));
  await new Deno.Command(Deno.execPath(), { args: ["cache", ...modules], cwd: ROOT, stdin: "null" }).spawn().status;
}
