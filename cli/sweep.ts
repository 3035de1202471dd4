import { summarizeRows } from "../lib/sweep/summary.ts";
import { simulatePlan } from "../lib/sweep/sweep.ts";
import { onlyFile, parseFlags } from "./flags.ts";
import type { CommandIo } from "./io.ts";
import { progressBar } from "../lib/text/progress-bar.ts";
import { checkedFrom, readJson } from "./read-json.ts";
import { parsePlan } from "../lib/sweep/plan.ts";
import { sweepTable } from "./sweep-table.ts";

const HELP = `Simulate every combination of a plan's axes, several times each.

Usage: deno task sweep PLAN.json [--json]
       deno task sweep - [--json]      plan on standard input

PLAN.json holds what all simulations share, the values that fields take, and how
often each combination is repeated:

  {
    "base": { "workload": { "kind": "uniform", "writesPerSecond": 3000 } },
    "axes": {
      "vm.memoryBytes": [134217728, 268435456],
      "migration.engine": ["pre-copy", "three-stage"]
    },
    "replicates": 5
  }

Flags:
  --json   print {"rows": [...], "summaries": [...]} as one JSON document
  --help   print this

Exit code: 0 done, 2 bad input.
`;

/** The command `sweep`. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags("sweep", args, { json: "boolean" });
  if (flags.help) {
    io.print(HELP);
    return 0;
  }
  const file = onlyFile("sweep", flags.files);
  const input = await readJson(io, file);
  const plan = checkedFrom(file, () => parsePlan(input));
  const onProgress = (done: number, total: number) => io.showProgress?.(progressBar(done, total, "simulations"));
  const rows = simulatePlan(plan, { onProgress });
  io.showProgress?.("");
  const axes = Object.keys(plan.axes);
  const summaries = summarizeRows(rows, axes);
  io.print(flags.given.has("json") ? `${JSON.stringify({ rows, summaries })}\n` : sweepTable(summaries, axes));
  return 0;
}
