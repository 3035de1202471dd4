import { explorerPage } from "../explorer/explorer-page.ts";
import { parseScenario } from "../lib/scenario/parse.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { type Command, defineCommand } from "../shell/command.ts";
import { optionalArgument, text, toggle, wholeNumber } from "../shell/flags.ts";
import type { CommandIo } from "../shell/io.ts";
import { checkedFrom, readJson } from "../shell/read-json.ts";
import { writeFile } from "../shell/write-into.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { servePage } from "./serve-page.ts";

/** The parts of the command that need a bundler, a browser or a port. Tests replace them. */
export interface ExplorerTools {
  page: typeof explorerPage;
  /** Opens a file or an address in the browser; returns whether a browser was found. */
  open(target: string): boolean;
  serve: typeof servePage;
}

const TOOLS: ExplorerTools = { page: explorerPage, open: openInBrowser, serve: servePage };
const OUT = "out/explorer.html";

/** The command `explorer` with these tools. */
export function explorerCommand(tools: ExplorerTools = TOOLS): Command {
  return defineCommand({
    name: "explorer",
    about: "Write the explorer: one HTML page with sliders, the engines side by side and an animation of the pages. " +
      "It needs no network and opens in any browser.",
    flags: {
      file: optionalArgument("the scenario to start with, as for deno task simulate; - reads standard input", {
        value: "FILE.json",
      }),
      out: text("where to write the page", { value: "FILE", shown: OUT }),
      noOpen: toggle("do not open the page"),
      serve: wholeNumber(
        "serve the page on http://127.0.0.1:PORT until Ctrl-C instead of writing a file; only this machine can reach it",
        { value: "PORT", max: 65_535, bare: 8210, shown: "8210" },
      ),
    },
    notes: [
      "This task can only write to out/. To write elsewhere:",
      "  deno run -P=explorer --allow-write=DIR main.ts explorer --out DIR/FILE.html",
    ],
    async run({ file, out, noOpen, serve: port }, io) {
      if (port !== undefined && out !== undefined) throw new TypeError("--out and --serve exclude each other");
      const page = await tools.page(file === undefined ? undefined : await scenarioFrom(file, io));
      const open = (target: string) => !noOpen && tools.open(target);
      if (port !== undefined) {
        await tools.serve(page, port, (address) => {
          io.print(`The explorer is at ${address} until Ctrl-C.\n`);
          open(address);
        });
        return 0;
      }
      const opened = open(await writeFile(io, { out, otherwise: OUT }, page));
      const size = `${Math.round(page.length / 1000)} kB`;
      io.print(`${out ?? OUT}: the explorer (${size})${opened ? "" : "; open it in a browser"}\n`);
      return 0;
    },
  });
}

/** The command `explorer`. */
export const command = explorerCommand();

async function scenarioFrom(file: string, io: CommandIo): Promise<ScenarioInput> {
  const scenario = await readJson(io, file) as ScenarioInput;
  checkedFrom(file, () => parseScenario(scenario));
  return scenario;
}
