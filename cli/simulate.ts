import { simulateScenario } from "../lib/engine/simulate.ts";
import { parseScenario } from "../lib/scenario/parse.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { resultTable } from "../lib/table/result-table.ts";
import { roundsTable } from "../lib/table/rounds-table.ts";
import { defineCommand } from "../shell/command.ts";
import { argument, toggle } from "../shell/flags.ts";
import { checkedFrom, readJson } from "../shell/read-json.ts";

/** The command `simulate`. */
export const command = defineCommand({
  name: "simulate",
  about: "Simulate one live migration, page by page.",
  flags: {
    file: argument("the scenario; - reads standard input", { value: "FILE.json" }),
    json: toggle("print the result as one JSON document"),
  },
  notes: [
    "FILE.json holds any part of a scenario; a preset fills in the rest. Comments are allowed:",
    `  {
    "preset": "gigabit",
    "vm": { "memoryBytes": 1073741824 },
    "workload": { "kind": "uniform", "writesPerSecond": 2000, "pages": 8192 },
    "migration": { "engine": "three-stage" } // or pre-copy, post-copy, stop-and-copy
  }`,
  ],
  async run({ file, json }, io) {
    const input = await readJson(io, file) as ScenarioInput;
    const result = simulateScenario(checkedFrom(file, () => parseScenario(input)));
    const tables = [resultTable([result]), ...(result.rounds.length > 0 ? [roundsTable(result.rounds)] : [])];
    io.print(json ? `${JSON.stringify(result)}\n` : `${tables.map(({ text }) => text).join("\n\n")}\n`);
    return 0;
  },
});
