/**
 * Opens the notebooks in Jupyter: see `--help`.
 *
 * @module
 */
import { fromFileUrl, join } from "@std/path";
import { interruptible } from "../harness/interruption.ts";
import { findJupyterServer } from "./find-jupyter.ts";
import { runLab, trustNotebooks } from "./lab-run.ts";

const HELP = `Opens the notebooks in Jupyter Lab or Notebook, with a kernel of this Deno.

Usage: deno task lab [FLAGS OF JUPYTER]      such as --no-browser --port 9999

Only this Jupyter sees the kernel. Your own kernels do not change, and you can choose them too.
Ctrl-C ends Jupyter and its kernels.

Environment: JUPYTER  program to use instead of the jupyter on PATH

Exit code: 0 stopped by Ctrl-C, 2 Jupyter is not installed, otherwise the exit code of Jupyter.
`;

const ROOT = fromFileUrl(new URL("../", import.meta.url));

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  // `deno task` passes on a "--", which other task runners remove.
  const flags = args[0] === "--" ? args.slice(1) : args;
  if (flags.includes("--help") || flags.includes("-h")) {
    console.log(HELP);
    return 0;
  }
  try {
    return await interruptible(async (signal) => {
      const server = await findJupyterServer({ program: Deno.env.get("JUPYTER") || undefined });
      await fetchPackages();
      console.error(`Opening notebooks/ with ${server.join(" ")}; Ctrl-C ends it.`);
      const [notebooks, data] = [join(ROOT, "notebooks"), join(ROOT, "out", "jupyter")];
      const trust = await trustNotebooks({ server, notebooks, data });
      return await runLab({ server, notebooks, data, flags: [...trust, ...flags], signal });
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message.split("\n", 1)[0] : `${error}`);
    return 2;
  }
}

/** Downloads packages before the first cell needs them. Without a network, the cells report what is missing. */
async function fetchPackages(): Promise<void> {
  const modules = ["mod.ts", "lib/plot.ts"].map((name) => join(ROOT, name));
  await new Deno.Command(Deno.execPath(), { args: ["cache", ...modules], cwd: ROOT, stdin: "null" }).spawn().status;
}
