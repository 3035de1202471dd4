import type { MigrationResult, Observer } from "../lib/engine/run/result.ts";
import { simulateScenario } from "../lib/engine/simulate.ts";
import { describeScenario } from "../lib/scenario/describe.ts";
import { ENGINES } from "../lib/scenario/names.ts";
import { unusedFieldWarnings } from "../lib/scenario/unused-fields.ts";
import { rangeNote } from "../lib/validated-range.ts";
import { phasesTable } from "../lib/table/phases-table.ts";
import { resultTable } from "../lib/table/result-table.ts";
import { roundsTable } from "../lib/table/rounds-table.ts";
import { formatSeconds } from "../lib/text/format.ts";
import { type Command, defineCommand } from "../shell/command.ts";
import { optionalArgument, text, toggle } from "../shell/flags.ts";
import { helpOf } from "../shell/help.ts";
import type { CommandIo } from "../shell/io.ts";
import { readJson } from "../shell/read-json.ts";
import { writeFile } from "../shell/write-into.ts";
import { adviceOn } from "./advice.ts";
import { hasScenarioFlags, namingFlags, SCENARIO_FLAGS, scenarioFrom, typedPaths } from "./scenario-flags.ts";

/** The command `simulate`. */
export const command: Command = defineCommand({
  name: "simulate",
  about: "Simulate one live migration, page by page.",
  flags: {
    file: optionalArgument("a scenario; - reads standard input", { value: "FILE.json" }),
    ...SCENARIO_FLAGS,
    compare: toggle("simulate all engines and print one table with a column for each"),
    plot: text("write a chart of the migration, or of the compared engines", { value: "FILE.svg" }),
    json: toggle("print the result as one JSON document, with version and seed"),
    scenario: toggle("add the complete scenario to the JSON document"),
  },
  notes: [
    "For example:",
    "  deno task simulate --memory 4GiB --link 10Gbit/s --writes 20000/s --engine post-copy\n" +
    "  deno task simulate --preset qemu --memory 64GiB --cap none --writes 50k --compare",
    "Values in parentheses are those of the preset gigabit. Flags replace values of FILE.json, which contains any part " +
    "of a scenario; a preset supplies the rest. Comments are allowed:",
    `  {
    "preset": "gigabit",
    "vm": { "memoryBytes": 1073741824 },
    "workload": { "kind": "uniform", "writesPerSecond": 2000, "pages": 8192 },
    "migration": { "engine": "three-stage" } // or pre-copy, post-copy, stop-and-copy
  }`,
    "This task can only write to the project's folder. To write elsewhere:",
    "  deno run -P=simulate --allow-write=DIR main.ts simulate FILE.json --plot DIR/FILE.svg",
  ],
  async run({ file, compare, plot, json, scenario: withScenario, ...values }, io) {
    if (file === undefined && !hasScenarioFlags(values)) {
      io.complain(helpOf(command));
      return 2;
    }
    if (plot !== undefined && !/\.svg$/i.test(plot)) {
      throw new TypeError(`--plot writes SVG: the file name must end in .svg, got ${plot}`);
    }
    if (withScenario && !json) throw new TypeError("--scenario needs --json");
    const read = file === undefined ? undefined : await readJson(io, file);
    const { scenario, input } = scenarioFrom({ file, input: read, values });
    const typed = typedPaths(values);
    if (compare && typed.includes("migration.engine")) throw new TypeError("--engine cannot be given with --compare");
    const engines = compare ? ENGINES : [scenario.migration.engine];
    const warnings = unusedFieldWarnings(input, { engines, typed });
    const results = engines.map((engine) =>
      simulateScenario({ ...scenario, migration: { ...scenario.migration, engine } }, {
        observer: progressObserver(io, engine),
        keepScenario: withScenario,
        warnings,
      })
    );
    io.showProgress("");
    for (const warning of results[0].warnings ?? []) io.complain(`warning: ${namingFlags(warning, values)}\n`);
    if (plot !== undefined) await writeFile(io, { out: plot }, await chartOf(results));
    if (json) {
      io.print(`${JSON.stringify(compare ? { results } : results[0])}\n`);
      return 0;
    }
    const note = rangeNote(scenario, engines);
    const lines = describeScenario(scenario, input.preset ?? "gigabit").join("\n");
    io.print(
      `${
        [
          lines,
          ...tablesOf(results).map(({ text }) => text),
          ...results.flatMap(adviceOn).slice(0, 1),
          ...(note === null ? [] : [note]),
          ...(plot === undefined ? [] : [`Wrote ${plot}`]),
        ].join("\n\n")
      }\n`,
    );
    return 0;
  },
});

function tablesOf(results: readonly MigrationResult[]) {
  const [{ rounds, phases }, ...others] = results;
  if (others.length > 0) return [resultTable(results)];
  return [resultTable(results), ...(rounds.length > 0 ? [roundsTable(rounds)] : []), phasesTable(phases)];
}

/** Demand faults between two changes of the progress line. */
const FAULTS_PER_CHANGE = 1000;

/** Shows the simulated time of a long migration at each phase and each read of the dirty log, and after many faults. */
function progressObserver(io: CommandIo, engine: string): Observer {
  const show = (seconds: number) => io.showProgress(`${engine}: simulated ${formatSeconds(seconds)}`);
  let faults = 0;
  return {
    phase: (_name, _guest, seconds) => show(seconds),
    cleaned: (_dirty, seconds) => show(seconds),
    stalled: (_page, _from, seconds) => {
      if (++faults % FAULTS_PER_CHANGE === 0) show(seconds);
    },
  };
}

/** The timeline of one migration, or the phases of several side by side, as an SVG file. */
async function chartOf(results: readonly MigrationResult[]): Promise<string> {
  const { standaloneSvg, timelineChart, waterfallChart } = await import("../lib/plot.ts");
  const [only, ...others] = results;
  return standaloneSvg(others.length === 0 ? timelineChart(only) : waterfallChart(results));
}
