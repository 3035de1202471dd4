import { basename, dirname } from "node:path";
import { explorerPage } from "../explorer/explorer-page.ts";
import { parseScenario } from "../lib/scenario/parse.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { atMostOneFile, parseFlags } from "./flags.ts";
import type { CommandIo } from "./io.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { checkedFrom, readJson } from "./read-json.ts";
import { servePage } from "./serve-page.ts";
import { splitServe } from "./split-serve.ts";
import { whyUnwritable } from "./write-into.ts";

const HELP = `Write the explorer: one HTML page with sliders, the engines side by side and an
animation of the pages. It needs no network, and opens in any browser.

Usage: deno task explorer [FILE.json] [flags]

FILE.json is the scenario to begin with, as for deno task simulate; - reads standard
input.

Flags:
  --out FILE       where to write it (out/explorer.html)
  --no-open        do not open it
  --serve [PORT]   serve it on http://127.0.0.1:PORT until Ctrl-C, writing no file
                   (8210); nobody but this machine can reach it
  --help           print this

The task may write to the folder out only. For another one:

  deno run -P=explorer --allow-write=DIR main.ts explorer --out DIR/FILE.html

Exit code: 0 done, 2 bad input.
`;

/** What the command does beyond reading and writing; handed in, so that it can be tried without a browser. */
export interface ExplorerTools {
  /** Makes the page. */
  page: typeof explorerPage;
  /** Opens a file or an address in the browser, if there is one. */
  open(target: string): boolean;
  /** Serves a page on this machine until it is told to end. */
  serve: typeof servePage;
}

const TOOLS: ExplorerTools = { page: explorerPage, open: openInBrowser, serve: servePage };

/** The command `explorer`. */
export async function run(args: string[], io: CommandIo, tools: ExplorerTools = TOOLS): Promise<number> {
  const { port, rest } = splitServe(args);
  const flags = parseFlags("explore", rest, { out: "string", "no-open": "boolean", serve: "boolean" });
  if (flags.help) {
    io.print(HELP);
    return 0;
  }
  // The first is taken out already.
  if (flags.given.has("serve")) throw new TypeError("Cannot explore: --serve must be given once, got two");
  const file = atMostOneFile("explore", flags.files);
  const out = flags.values.get("out");
  if (port !== undefined && out !== undefined) {
    throw new TypeError("Cannot explore: there must be only one of --out and --serve, got both");
  }
  const page = await tools.page(file === undefined ? undefined : await scenarioFrom(file, io));
  const open = (target: string) => !flags.given.has("no-open") && tools.open(target);
  if (port !== undefined) {
    await tools.serve(page, port, (address) => {
      io.print(`The explorer is at ${address} until Ctrl-C.\n`);
      open(address);
    });
    return 0;
  }
  const path = write(io, page, out);
  const opened = open(path);
  io.print(
    `${out ?? OUT}: the explorer (${Math.round(page.length / 1000)} kB)${opened ? "" : "; open it in a browser"}\n`,
  );
  return 0;
}

async function scenarioFrom(file: string, io: CommandIo): Promise<ScenarioInput> {
  const scenario = await readJson(io, file) as ScenarioInput;
  checkedFrom(file, () => parseScenario(scenario));
  return scenario;
}

const OUT = "out/explorer.html";

/** Writes the page; returns where. */
function write(io: CommandIo, page: string, out: string | undefined): string {
  const path = out === undefined ? OUT : io.callerPath(out);
  try {
    io.writeFiles(dirname(path), new Map([[basename(path), page]]));
    return path;
  } catch (error) {
    throw new TypeError(
      `Cannot write: --out must be a file that can be written, got ${out ?? OUT} (${whyUnwritable(error)})`,
    );
  }
}
