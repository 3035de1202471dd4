import { measuredRuns } from "../lib/qemu/measured.ts";
import { parseQemuRun } from "../lib/qemu/parse.ts";
import type { QemuRun } from "../lib/qemu/types.ts";
import { validateRuns, type Validation } from "../lib/qemu/validate.ts";
import { atMostOneFile, fraction, parseFlags, wholeNumber } from "./flags.ts";
import type { CommandIo } from "./io.ts";
import { progressBar } from "../lib/text/progress-bar.ts";
import { checkedFrom } from "./read-json.ts";
import { readJsonLines } from "./read-json-lines.ts";
import { validationText } from "./validation-text.ts";
import { writeInto } from "./write-into.ts";

const HELP = `Predict measured live migrations from their inputs, and report the errors.

Usage: deno task validate [FILE.jsonl] [flags]

FILE.jsonl holds one measured run a line, as deno task measure writes them. Without
it the table that comes with the project is used.

Flags:
  --seeds N        seeds to average each prediction over (5)
  --max-error X    fail if a counted run's total time is off by more than this
                   fraction, or its verdict is wrong
  --out DIR        folder for validation.svg (out)
  --json           print {"runs": [...], "summary": {...}} as one JSON document
  --help           print this

Exit code: 0 done, 1 an error is above --max-error, 2 bad input.
`;

/** The command `validate`. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags("validate", args, {
    json: "boolean",
    seeds: "string",
    "max-error": "string",
    out: "string",
  });
  if (flags.help) {
    io.print(HELP);
    return 0;
  }
  const file = atMostOneFile("validate", flags.files);
  const seeds = wholeNumber("validate", flags, "seeds", { min: 1, max: 1000, otherwise: 5 });
  const maxError = fraction("validate", flags, "max-error");
  const out = flags.values.get("out");
  const runs = file === undefined ? measuredRuns() : await readRuns(io, file);

  const onProgress = (done: number, total: number) => io.showProgress?.(progressBar(done, total, "runs"));
  const validation = validateRuns(runs, { seeds, onProgress });
  io.showProgress?.("");
  io.showProgress?.("drawing");
  const { standaloneSvg, predictionsChart } = await import("../lib/plot.ts");
  const files = new Map([["validation.svg", standaloneSvg(predictionsChart(validation))]]);
  const folder = writeInto(io, { out, otherwise: "out" }, files);
  io.showProgress?.("");

  const asJson = flags.given.has("json");
  io.print(asJson ? `${JSON.stringify(validation)}\n` : validationText(validation, `${folder}/validation.svg`));
  return maxError === undefined || within(validation, maxError) ? 0 : 1;
}

async function readRuns(io: CommandIo, file: string): Promise<QemuRun[]> {
  const lines = await readJsonLines(io, file);
  return lines.map(({ where, value }) => checkedFrom(file, () => parseQemuRun(value, where)));
}

function within({ runs }: Validation, maxError: number): boolean {
  return runs.filter(({ counted }) => counted)
    .every(({ verdictRight, error }) => verdictRight && (error.totalTime ?? 0) <= maxError);
}
