import { parseScenario } from "../lib/scenario/parse.ts";
import { scenarioWarnings } from "../lib/scenario/warnings.ts";
import { parsePlan, tasksOf } from "../lib/sweep/plan.ts";
import { summarizeRows } from "../lib/sweep/summary.ts";
import { simulatePlan } from "../lib/sweep/sweep.ts";
import { summariesTable } from "../lib/table/sweep-table.ts";
import { defineCommand } from "../shell/command.ts";
import { argument, toggle } from "../shell/flags.ts";
import { progressOf } from "../shell/io.ts";
import { checkedFrom, readJson } from "../shell/read-json.ts";

/** The command `sweep`. */
export const command = defineCommand({
  name: "sweep",
  about: "Simulate every combination of a plan's axes, several times each.",
  flags: {
    file: argument("the plan; - reads standard input", { value: "PLAN.json" }),
    json: toggle('print {"rows": [...], "summaries": [...]} as one JSON document'),
  },
  notes: [
    "PLAN.json contains the shared base scenario, the values of each axis, and the number of replicates of each " +
    "combination. Comments are allowed:",
    `  {
    "base": { "workload": { "kind": "uniform", "writesPerSecond": 3000 } },
    "axes": {
      "vm.memoryBytes": [134217728, 268435456],
      "migration.engine": ["pre-copy", "three-stage"]
    },
    "replicates": 5
  }`,
  ],
  async run({ file, json }, io) {
    const input = await readJson(io, file);
    const plan = checkedFrom(file, () => parsePlan(input));
    const points = tasksOf({ ...plan, replicates: 1 });
    const warnings = new Set(points.flatMap(({ scenario }) => scenarioWarnings(parseScenario(scenario))));
    for (const warning of warnings) io.complain(`warning: ${warning}\n`);
    const rows = simulatePlan(plan, { onProgress: progressOf(io, "simulations") });
    const summaries = summarizeRows(rows);
    const { text } = summariesTable(summaries, { mostRows: Infinity });
    io.print(json ? `${JSON.stringify({ rows, summaries })}\n` : `${text}\n`);
    return 0;
  },
});
