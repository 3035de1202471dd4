import { measuredRuns as measuredQemuRuns } from "../lib/qemu/measured.ts";
import { parseQemuRun } from "../lib/qemu/parse.ts";
import type { QemuRun } from "../lib/qemu/types.ts";
import { validateRuns as validateQemuRuns } from "../lib/qemu/validate.ts";
import { isFleetRun, parseFleetRun } from "../lib/fleet/parse.ts";
import type { FleetRun, FleetValidation } from "../lib/fleet/types.ts";
import { validateFleets } from "../lib/fleet/validate.ts";
import { fleetTable } from "../lib/table/fleet-table.ts";
import { formatQuantity } from "../lib/text/format.ts";
import { parseQuantity } from "../lib/text/parse-quantity.ts";
import { errorsTable, runsTable } from "../lib/table/errors-table.ts";
import type { Validation } from "../lib/validation/types.ts";
import { measuredRuns as measuredXenRuns } from "../lib/xen/measured.ts";
import { isProgramRun, parseProgramRun, type ProgramRun } from "../lib/programs/parse.ts";
import { validateRuns as validatePrograms } from "../lib/programs/validate.ts";
import { parseXenRun } from "../lib/xen/parse.ts";
import type { XenRun } from "../lib/xen/types.ts";
import { validateRuns as validateXenRuns } from "../lib/xen/validate.ts";
import { defineCommand } from "../shell/command.ts";
import { choice, optionalArgument, text, toggle, valueFlag, wholeNumber } from "../shell/flags.ts";
import { type CommandIo, progressOf } from "../shell/io.ts";
import { checkedFrom, readJsonLines } from "../shell/read-json.ts";
import { writeInto } from "../shell/write-into.ts";

/** The measured runs of each table. */
interface Runs {
  qemu: QemuRun[];
  recorded: QemuRun[];
  xen: XenRun[];
  /** Runs of several guests, or over a link that changes. */
  fleets: FleetRun[];
  /** Runs of QEMU whose guest ran a real program. */
  programs: ProgramRun[];
}

/** The hypervisors whose runs can be validated. */
const HYPERVISORS = ["qemu", "xen"] as const;
const FIGURES = {
  qemu: "validation.svg",
  recorded: "validation-recorded.svg",
  xen: "validation-xen.svg",
  programs: "validation-programs.svg",
};
const EXCLUDED = {
  qemu: "a run whose write rate was inferred",
  recorded: "a run on a busy machine",
  xen: "a run whose host had other work, or whose write rate is not known",
  programs: "",
};

/** The rules of Xen end every migration, which leaves no verdict to predict. */
const RIGHT = ["Every verdict is right."];
const VERDICTS_RIGHT = { qemu: RIGHT, recorded: RIGHT, xen: [], programs: RIGHT };

/** The validations of the tables that have runs. */
type Validations = [table: keyof Omit<Runs, "fleets">, validation: Validation][];

/** The command `validate`. */
export const command = defineCommand({
  name: "validate",
  about: "Predict measured live migrations from their inputs and report the errors.",
  flags: {
    file: optionalArgument(
      "measured runs of QEMU, Xen or QEMU with real programs, one a line, as deno task measure writes them (the project's " +
        "three tables), or fleets, as in data/fleet-measured.jsonl",
      { value: "FILE.jsonl" },
    ),
    hypervisor: choice("only the runs of one hypervisor", { choices: HYPERVISORS }),
    seeds: wholeNumber("seeds to average each prediction over", { min: 1, max: 1000, default: 20 }),
    maxError: valueFlag<number, undefined>(
      "fail if a counted run's total time is off by more than this share, such as 5%, or its verdict is wrong",
      { value: "SHARE" },
      readShare,
    ),
    out: text("folder for validation.svg, validation-recorded.svg and validation-xen.svg", {
      value: "DIR",
      shown: "out",
    }),
    json: toggle(
      'print {"runs": [...], "summary": {...}} as one JSON document; "recorded" and "xen" have the summaries of the other tables',
    ),
  },
  exitCodes: { 1: "an error is above --max-error; standard error names the runs" },
  notes: [
    "This task can only write to the folder out of the project. To write elsewhere:",
    "  deno run -P=validate --allow-write=DIR main.ts validate --out DIR",
  ],
  async run({ file, hypervisor, seeds, maxError, out, json }, io) {
    const { qemu, recorded, xen, programs, fleets } = file === undefined
      ? {
        qemu: measuredQemuRuns(),
        recorded: measuredQemuRuns({ recorded: true }),
        xen: measuredXenRuns(),
        programs: [],
        fleets: [],
      }
      : await readRuns(io, file);
    const options = { seeds, onProgress: progressOf(io, "runs") };
    const validations: Validations = [];
    if (qemu.length > 0 && hypervisor !== "xen") validations.push(["qemu", validateQemuRuns(qemu, options)]);
    if (recorded.length > 0 && hypervisor !== "xen") {
      validations.push(["recorded", validateQemuRuns(recorded, options)]);
    }
    if (xen.length > 0 && hypervisor !== "qemu") validations.push(["xen", validateXenRuns(xen, options)]);
    if (programs.length > 0 && hypervisor !== "xen") {
      validations.push(["programs", validatePrograms(programs, options)]);
    }
    const ofFleets = fleets.length > 0 && hypervisor !== "xen" ? validateFleets(fleets, options) : null;
    if (ofFleets !== null && validations.length === 0) {
      io.showProgress("");
      io.print(json ? `${JSON.stringify(ofFleets)}\n` : `${fleetTable(ofFleets).text}\n`);
      return fleetsWithin(ofFleets, maxError) ? 0 : 1;
    }
    if (ofFleets !== null) {
      throw new TypeError(`${file} has runs of one guest and runs of several; validate them apart`);
    }
    if (validations.length === 0) throw new RangeError(`Cannot validate: ${file} has no runs of ${hypervisor}`);
    io.showProgress("drawing");
    const { predictionsChart, standaloneSvg } = await import("../lib/plot.ts");
    const files = validations.map(([name, validation]): [string, string] => [
      FIGURES[name],
      standaloneSvg(predictionsChart(validation)),
    ]);
    const folder = await writeInto(io, { out, otherwise: "out" }, new Map(files));
    io.showProgress("");
    io.print(json ? `${JSON.stringify(documentOf(validations))}\n` : summaryOf(validations, folder));
    const failures = maxError === undefined
      ? []
      : validations.flatMap(([, validation]) => failuresOf(validation, maxError));
    for (const failure of failures) io.complain(`${failure}\n`);
    return failures.length === 0 ? 0 : 1;
  },
});

function readShare(text: string, name: string): number {
  const share = parseQuantity(text, { kind: "share", name });
  if (share !== null && share >= 0 && share <= 1) return share;
  throw new RangeError(`${name} must be a share from 0 to 1, or from 0 % to 100 %, got ${text}`);
}

/** A line is Xen's if its hypervisor's name starts with "xen-". */
async function readRuns(io: CommandIo, file: string): Promise<Runs> {
  const runs: Runs = { qemu: [], recorded: [], xen: [], programs: [], fleets: [] };
  for (const { where, value } of await readJsonLines(io, file)) {
    const isXen = `${(value as { hypervisor?: unknown } | null)?.hypervisor}`.startsWith("xen-");
    if (isFleetRun(value)) runs.fleets.push(checkedFrom(file, () => parseFleetRun(value, where)));
    else if (isProgramRun(value)) runs.programs.push(checkedFrom(file, () => parseProgramRun(value, where)));
    else if (isXen) runs.xen.push(checkedFrom(file, () => parseXenRun(value, where)));
    else runs.qemu.push(checkedFrom(file, () => parseQemuRun(value, where)));
  }
  return runs;
}

function fleetsWithin({ runs }: FleetValidation, maxError = Infinity): boolean {
  return runs.every(({ error: { makespan, totalTime, verdictsRight } }) =>
    maxError === Infinity || (verdictsRight && [makespan, ...totalTime].every((error) => error <= maxError))
  );
}

/** One line for each counted run that is predicted too badly. */
function failuresOf({ runs }: Validation, maxError: number): string[] {
  const percent = (share: number) => formatQuantity(share, "share", 2);
  return runs.filter(({ counted }) => counted).flatMap(({ id, verdictRight, error }) => {
    if (!verdictRight) return [`${id}: the predicted verdict is wrong`];
    const off = error.totalTime ?? 0;
    return off > maxError ? [`${id}: total time is off by ${percent(off)}, more than ${percent(maxError)}`] : [];
  });
}

/** One document: the runs of all tables, the summary of the first, and those of the others under their names. */
function documentOf(validations: Validations) {
  const [[, first], ...others] = validations;
  if (others.length === 0) return first;
  const summaries = others.map(([name, { summary }]) => [name, summary]);
  const runs = validations.flatMap(([, validation]): unknown[] => validation.runs);
  return { runs, summary: first.summary, ...Object.fromEntries(summaries) };
}

function summaryOf(validations: Validations, folder: string): string {
  const texts = validations.flatMap(([table, validation]) => {
    const { runs } = validation;
    const excluded = runs.filter(({ counted }) => !counted).length;
    const wrong = runs.filter(({ verdictRight }) => !verdictRight).length;
    return [
      runsTable(runs).text,
      ...(excluded > 0 ? [`* ${EXCLUDED[table]}; excluded from the summary: ${excluded} of ${runs.length}.`] : []),
      ...(wrong > 0 ? [`! a wrong verdict: ${wrong} of ${runs.length}.`] : VERDICTS_RIGHT[table]),
      "",
      errorsTable(validation).text,
      "",
      `Wrote ${folder}/${FIGURES[table]}`,
      "",
    ];
  });
  return texts.join("\n");
}
