import { drain } from "../../lib/drain.ts";
// cspell:ignore secondz
import { assertStrictEquals } from "@std/assert";
import {
  barsChart,
  drainChart,
  faultsChart,
  linesChart,
  pagesChart,
  paperChart,
  predictionsChart,
  roundsChart,
  timelineChart,
  waterfallChart,
  winnersChart,
} from "../../lib/plot.ts";
import { SWEEP_METRICS } from "../../lib/sweep/summary.ts";
import { assertThrowsWith } from "../errors.ts";
import { anyFigures } from "./bars.ts";
import { anyFilm } from "./films.ts";
import { anyResult } from "./results.ts";
import { at, replicates, summary } from "./summaries.ts";
import { qemuRun, validation } from "./validations.ts";

const summaries = [summary(at(128, "pre-copy"), 10), summary(at(128, "three-stage"), 20)];
const LINES = { x: "vm.memoryBytes", y: "totalSeconds" } as const;
const MAP = { x: "vm.memoryBytes", y: "workload.writesPerSecond", metric: "totalSeconds" } as const;
const FIELDS = "vm.memoryBytes, workload.writesPerSecond, migration.engine";
const rows = [...replicates(at(128, "pre-copy"), [10]), ...replicates(at(128, "three-stage"), [20])];
const film = anyFilm({ engine: "post-copy" });
const bitmap = new Uint32Array(1);

/** A call, the name of its error, and the message after "Cannot draw ". */
const CASES: [draw: () => unknown, name: string, message: string | RegExp][] = [
  [
    () => winnersChart(rows, { ...MAP, metric: "total" as never }),
    "RangeError",
    `winnersChart: metric must be one of ${SWEEP_METRICS.join(", ")}, got "total" (did you mean totalSeconds?)`,
  ],
  [
    () => linesChart(summaries, { ...LINES, y: "totalSecondz" as never }),
    "RangeError",
    `linesChart: y must be one of ${SWEEP_METRICS.join(", ")}, got "totalSecondz" (did you mean totalSeconds?)`,
  ],
  [
    () => linesChart(summaries, { ...LINES, y: undefined as never }),
    "TypeError",
    `linesChart: y must be one of ${SWEEP_METRICS.join(", ")}, got nothing`,
  ],
  [
    () => linesChart(summaries, { ...LINES, x: "vm.memory" }),
    "RangeError",
    new RegExp(`^linesChart: x must be one of ${FIELDS}, got "vm.memory"`),
  ],
  [
    () => linesChart(summaries, { ...LINES, series: "engine" }),
    "RangeError",
    new RegExp(`^linesChart: series must be one of ${FIELDS}, got "engine"`),
  ],
  [
    () => winnersChart(rows, { ...MAP, y: "writes" }),
    "RangeError",
    new RegExp(`^winnersChart: y must be one of ${FIELDS}, got "writes"`),
  ],
  [
    () => winnersChart(rows, { ...MAP, of: "engine" }),
    "RangeError",
    new RegExp(`^winnersChart: of must be one of ${FIELDS}, got "engine"`),
  ],
  [
    () => linesChart(rows as never, LINES),
    "TypeError",
    /^linesChart: summaries must come from summarize\(\), got \{"vm\.m/,
  ],
  [
    () => winnersChart(summaries as never, MAP),
    "TypeError",
    /^winnersChart: rows must come from sweep\(\), got \{"vm\.m/,
  ],
  [() => linesChart({} as never, LINES), "TypeError", "linesChart: summaries must come from summarize(), got {}"],
  [() => winnersChart([], MAP), "RangeError", "winnersChart: rows must not be empty"],
  [() => linesChart([], LINES), "RangeError", "linesChart: summaries must not be empty"],
  [
    () => linesChart(summaries, { ...LINES, xScale: "sqrt" as never }),
    "RangeError",
    'linesChart: xScale must be one of linear, log, got "sqrt"',
  ],
  [
    () => linesChart(summaries, { ...LINES, xLabel: 5 as never }),
    "TypeError",
    "linesChart: xLabel must be a string, got 5",
  ],
  [() => timelineChart({} as never), "TypeError", "timelineChart: result must come from simulate(), got {}"],
  [() => timelineChart(null as never), "TypeError", "timelineChart: result must come from simulate(), got null"],
  [
    () => timelineChart([anyResult()] as never),
    "TypeError",
    "timelineChart: result must come from simulate(), got a list of 1 (did you mean one of its items?)",
  ],
  [
    () => timelineChart(film as never),
    "TypeError",
    "timelineChart: result must come from simulate(), got a film (did you mean film.result?)",
  ],
  [
    () => predictionsChart({} as never),
    "TypeError",
    "predictionsChart: validation must come from validate(), got {}",
  ],
  [() => barsChart({} as never), "TypeError", "barsChart: runs must come from measuredRuns(), got {}"],
  [() => barsChart([]), "RangeError", "barsChart: runs must not be empty"],
  [
    () => paperChart(anyFigures(), "6" as never),
    "RangeError",
    'paperChart: number must be one of 4, 5, got "6"',
  ],
  [() => roundsChart({} as never), "TypeError", "roundsChart: film must come from film(), got {}"],
  [
    () => roundsChart(film, { columns: "seconds" as never }),
    "RangeError",
    'roundsChart: columns must be one of rounds, time, got "seconds"',
  ],
  [() => waterfallChart({} as never), "TypeError", "waterfallChart: results must come from simulate(), got {}"],
  [() => waterfallChart(5 as never), "TypeError", "waterfallChart: results must come from simulate(), got 5"],
  [
    () => waterfallChart(film as never),
    "TypeError",
    "waterfallChart: results must come from simulate(), got a film (did you mean film.result?)",
  ],
  [
    () => waterfallChart(anyResult(), { labels: [5] as never }),
    "TypeError",
    "waterfallChart: labels must be a list of strings, got [5]",
  ],
  [() => waterfallChart([]), "RangeError", "waterfallChart: results must not be empty"],
  [() => faultsChart([]), "RangeError", "faultsChart: films must not be empty"],
  [() => faultsChart([null as never]), "TypeError", "faultsChart: films must come from film(), got null"],
  [
    () => faultsChart(film, { stall: "all" as never }),
    "RangeError",
    'faultsChart: stall must be one of waiting, cumulative, got "all"',
  ],
];

Deno.test("data and options that cannot be drawn are named in one line, with the rule and the value", () => {
  for (const [draw, name, message] of CASES) {
    assertThrowsWith(draw, {
      name,
      message: typeof message === "string"
        ? `Cannot draw ${message}`
        : new RegExp(message.source.replace("^", "^Cannot draw ")),
    });
  }
});

/** Every chart by name, drawn with some options. */
const CHARTS: Record<string, (options: never) => unknown> = {
  linesChart: (options) => linesChart(summaries, options && { ...LINES, ...options as object }),
  winnersChart: (options) => winnersChart(rows, options && { ...MAP, ...options as object }),
  timelineChart: (options) => timelineChart(anyResult(), options),
  barsChart: (options) => barsChart([qemuRun("pre-copy", 128, 2)], options),
  predictionsChart: (options) => predictionsChart(validation(), options),
  paperChart: (options) => paperChart(anyFigures(), "4", options),
  pagesChart: (options) => pagesChart({ bitmap, pages: 32 }, options),
  roundsChart: (options) => roundsChart(film, options),
  drainChart: (options) => drainChart(drain({ scenario: { vm: { memoryBytes: 2 ** 20 } }, vms: [{}] }), options),
  waterfallChart: (options) => waterfallChart(anyResult(), options),
  faultsChart: (options) => faultsChart(film, options),
};

for (const [chart, draw] of Object.entries(CHARTS)) {
  Deno.test(`${chart} rejects options that are not an object, unknown, or out of range`, () => {
    const refused = (options: unknown, name: string, complaint: string | RegExp) =>
      assertThrowsWith(() => draw(options as never), {
        name,
        message: typeof complaint === "string" ? `Cannot draw ${chart}: ${complaint}` : complaint,
      });
    refused(null, "TypeError", "options must be an object, got null");
    refused({ title: 5 }, "TypeError", "title must be a string, got 5");
    refused({ title: null }, "TypeError", "title must be a string, got null");
    refused(
      { widths: 5 },
      "TypeError",
      new RegExp(
        `^Cannot draw ${chart}: options must have only the fields .*, got "widths": 5 \\(did you mean width\\?\\)$`,
      ),
    );
    const sizes = ["drainChart", "pagesChart", "waterfallChart"].includes(chart) ? ["width"] : ["width", "height"];
    for (const size of sizes) {
      for (const value of [-5, 0, NaN, 1e9]) {
        refused({ [size]: value }, "RangeError", `${size} must be a number above 0 and at most 16384, got ${value}`);
      }
      refused({ [size]: "640" }, "TypeError", `${size} must be a number above 0 and at most 16384, got "640"`);
    }
  });
}

Deno.test("linesChart draws one line if no summary has the default series", () => {
  const alone = summary({ "vm.memoryBytes": 2 ** 27 }, 10);
  assertStrictEquals(linesChart([alone], LINES).title, "Total migration time over VM memory");
});
