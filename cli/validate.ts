import { measuredRuns } from "../lib/qemu/measured.ts";
import { parseQemuRun } from "../lib/qemu/parse.ts";
import type { QemuRun } from "../lib/qemu/types.ts";
import { validateRuns, type Validation } from "../lib/qemu/validate.ts";
import { errorsTable, runsTable } from "../lib/table/errors-table.ts";
import { defineCommand } from "../shell/command.ts";
import { number, optionalArgument, text, toggle, wholeNumber } from "../shell/flags.ts";
import { type CommandIo, progressOf } from "../shell/io.ts";
import { checkedFrom, readJsonLines } from "../shell/read-json.ts";
import { writeInto } from "../shell/write-into.ts";

/** The command `validate`. */
export const command = defineCommand({
  name: "validate",
  about: "Predict measured live migrations from their inputs and report the errors.",
  flags: {
    file: optionalArgument("measured runs, one a line, as deno task measure writes them (the project's table)", {
      value: "FILE.jsonl",
    }),
    seeds: wholeNumber("seeds to average each prediction over", { min: 1, max: 1000, default: 20 }),
    maxError: number(
      "fail if a counted run's total time is off by more than this fraction, or its verdict is wrong",
      { min: 0, max: 1 },
    ),
    out: text("folder for validation.svg", { value: "DIR", shown: "out" }),
    json: toggle('print {"runs": [...], "summary": {...}} as one JSON document'),
  },
  exitCodes: { 1: "an error is above --max-error" },
  async run({ file, seeds, maxError, out, json }, io) {
    const runs = file === undefined ? measuredRuns() : await readRuns(io, file);
    const validation = validateRuns(runs, { seeds, onProgress: progressOf(io, "runs") });
    io.showProgress("drawing");
    const { predictionsChart, standaloneSvg } = await import("../lib/plot.ts");
    const files = new Map([["validation.svg", standaloneSvg(predictionsChart(validation))]]);
    const folder = await writeInto(io, { out, otherwise: "out" }, files);
    io.showProgress("");
    io.print(json ? `${JSON.stringify(validation)}\n` : summaryOf(validation, `${folder}/validation.svg`));
    return maxError === undefined || isWithin(validation, maxError) ? 0 : 1;
  },
});

async function readRuns(io: CommandIo, file: string): Promise<QemuRun[]> {
  const lines = await readJsonLines(io, file);
  return lines.map(({ where, value }) => checkedFrom(file, () => parseQemuRun(value, where)));
}

function isWithin({ runs }: Validation, maxError: number): boolean {
  return runs.filter(({ counted }) => counted)
    .every(({ verdictRight, error }) => verdictRight && (error.totalTime ?? 0) <= maxError);
}

function summaryOf(validation: Validation, figure: string): string {
  const { runs } = validation;
  const excluded = runs.filter(({ counted }) => !counted).length;
  const wrong = runs.filter(({ verdictRight }) => !verdictRight).length;
  return [
    runsTable(runs).text,
    ...(excluded > 0
      ? [`* a run whose write rate was inferred; excluded from the summary: ${excluded} of ${runs.length}.`]
      : []),
    wrong > 0 ? `! a wrong verdict: ${wrong} of ${runs.length}.` : "Every verdict is right.",
    "",
    errorsTable(validation).text,
    "",
    `Wrote ${figure}`,
    "",
  ].join("\n");
}
