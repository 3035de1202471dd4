import { simulateScenario } from "../lib/engine/simulate.ts";
import { parseScenario } from "../lib/scenario/parse.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { onlyFile, parseFlags } from "./flags.ts";
import type { CommandIo } from "./io.ts";
import { checkedFrom, readJson } from "./read-json.ts";
import { simulateSummary } from "./simulate-summary.ts";

const HELP = `Simulate one live migration, page by page.

Usage: deno task simulate FILE.json [--json]
       deno task simulate - [--json]      scenario on standard input

FILE.json holds any part of a scenario; a preset fills in the rest:

  {
    "preset": "gigabit",
    "vm": { "memoryBytes": 1073741824 },
    "workload": { "kind": "uniform", "writesPerSecond": 2000, "pages": 8192 },
    "migration": { "engine": "three-stage" }
  }

Flags:
  --json   print the result as one JSON document
  --help   print this

Exit code: 0 done, 2 bad input.
`;

/** The command `simulate`. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags("simulate", args, { json: "boolean" });
  if (flags.help) {
    io.print(HELP);
    return 0;
  }
  const file = onlyFile("simulate", flags.files);
  const input = await readJson(io, file) as ScenarioInput;
  const result = simulateScenario(checkedFrom(file, () => parseScenario(input)));
  io.print(flags.given.has("json") ? `${JSON.stringify(result)}\n` : simulateSummary(result));
  return 0;
}
