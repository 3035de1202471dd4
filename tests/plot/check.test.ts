import { assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import {
  barsChart,
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
import { METRICS } from "../../lib/plot/metric.ts";
import { sweep } from "../../lib/sweep.ts";
import { anyFigures } from "./bars.ts";
import { anyFilm } from "./films.ts";
import { anyResult } from "./results.ts";
import { at, summary } from "./summaries.ts";

const summaries = [summary(at(128, "pre-copy"), 10), summary(at(128, "three-stage"), 20)];
const LINES = { x: "vm.memoryBytes", y: "totalSeconds" } as const;
const MAP = { x: "vm.memoryBytes", y: "workload.writesPerSecond", metric: "totalSeconds" } as const;
const FIELDS = "vm.memoryBytes, workload.writesPerSecond, migration.engine";
const rows = sweep({ axes: { "vm.memoryBytes": [4096] } }) as never;

/** What is drawn, the error's name, and the one line that it is told in. */
const CASES: [() => unknown, string, string | RegExp][] = [
  [
    () => winnersChart(summaries, { ...MAP, metric: "total" as never }),
    "RangeError",
    `Cannot draw winners: metric must be one of ${METRICS.join(", ")}, got "total" (did you mean totalSeconds?)`,
  ],
  [
    () => linesChart(summaries, { ...LINES, y: "totalSecondz" as never }),
    "RangeError",
    `Cannot draw lines: y must be one of ${METRICS.join(", ")}, got "totalSecondz" (did you mean totalSeconds?)`,
  ],
  [
    () => linesChart(summaries, { ...LINES, y: undefined as never }),
    "TypeError",
    `Cannot draw lines: y must be one of ${METRICS.join(", ")}, got nothing`,
  ],
  [
    () => linesChart(summaries, { ...LINES, x: "vm.memory" }),
    "RangeError",
    new RegExp(`^Cannot draw lines: x must be one of ${FIELDS}, got "vm.memory"`),
  ],
  [
    () => linesChart(summaries, { ...LINES, series: "engine" }),
    "RangeError",
    new RegExp(`^Cannot draw lines: series must be one of ${FIELDS}, got "engine"`),
  ],
  [
    () => winnersChart(summaries, { ...MAP, y: "writes" }),
    "RangeError",
    new RegExp(`^Cannot draw winners: y must be one of ${FIELDS}, got "writes"`),
  ],
  [
    () => winnersChart(summaries, { ...MAP, of: "engine" }),
    "RangeError",
    new RegExp(`^Cannot draw winners: of must be one of ${FIELDS}, got "engine"`),
  ],
  [() => linesChart(rows, LINES), "TypeError", /^Cannot draw lines: summaries must come from summarize, got \{"vm\.m/],
  [
    () => winnersChart(rows, MAP),
    "TypeError",
    /^Cannot draw winners: summaries must come from summarize, got \{"vm\.m/,
  ],
  [
    () => linesChart({} as never, LINES),
    "TypeError",
    "Cannot draw lines: summaries must be a list from summarize, got {}",
  ],
  [() => winnersChart([], MAP), "RangeError", "Cannot draw winners: summaries must hold at least one, got none"],
  [() => linesChart([], LINES), "RangeError", "Cannot draw lines: summaries must hold at least one, got none"],
  [
    () => timelineChart({} as never),
    "TypeError",
    "Cannot draw timeline: result must be what simulate returned, got {}",
  ],
  [
    () => timelineChart(null as never),
    "TypeError",
    "Cannot draw timeline: result must be what simulate returned, got null",
  ],
  [
    () => timelineChart([anyResult()] as never),
    "TypeError",
    "Cannot draw timeline: result must be what simulate returned, got a list of 1 (did you mean one of its items?)",
  ],
  [
    () => timelineChart(anyFilm({ engine: "post-copy" }) as never),
    "TypeError",
    "Cannot draw timeline: result must be what simulate returned, got a film (did you mean film.result?)",
  ],
  [
    () => predictionsChart({} as never),
    "TypeError",
    "Cannot draw validation: validation.runs must be the list that validate returned, got nothing",
  ],
  [
    () => barsChart({} as never),
    "TypeError",
    "Cannot draw measured bars: runs must be a list of measured runs, got {}",
  ],
  [
    () => paperChart(anyFigures(), "6" as never),
    "RangeError",
    'Cannot draw paper figure: number must be one of 4, 5, got "6"',
  ],
  [
    () => timelineChart(anyResult(), { width: -5 }),
    "RangeError",
    "Cannot draw timeline: width must be a number of pixels above 0, got -5",
  ],
  [
    () => linesChart(summaries, { ...LINES, height: NaN }),
    "RangeError",
    "Cannot draw lines: height must be a number of pixels above 0, got NaN",
  ],
  [
    () => winnersChart(summaries, { ...MAP, width: "640" as never }),
    "TypeError",
    'Cannot draw winners: width must be a number of pixels above 0, got "640"',
  ],
  [
    () => paperChart(anyFigures(), "4", { panelWidth: 0 }),
    "RangeError",
    "Cannot draw paper figure: panelWidth must be a number of pixels above 0, got 0",
  ],
  [
    () => predictionsChart({ runs: [] } as never, { height: -1 }),
    "RangeError",
    "Cannot draw validation: height must be a number of pixels above 0, got -1",
  ],
  [() => roundsChart({} as never), "TypeError", "Cannot draw round strip: film must be what film returned, got {}"],
  [
    () => roundsChart(anyFilm({ engine: "post-copy" }), { columns: "seconds" as never }),
    "RangeError",
    'Cannot draw round strip: columns must be one of rounds, time, got "seconds"',
  ],
  [
    () => roundsChart(anyFilm({ engine: "post-copy" }), { width: 0 }),
    "RangeError",
    "Cannot draw round strip: width must be a number of pixels above 0, got 0",
  ],
  [
    () => waterfallChart({} as never),
    "TypeError",
    "Cannot draw waterfall: results must be what simulate returned, got {}",
  ],
  [
    () => waterfallChart(5 as never),
    "TypeError",
    "Cannot draw waterfall: results must be what simulate returned, got 5",
  ],
  [
    () => waterfallChart(anyFilm({ engine: "post-copy" }) as never),
    "TypeError",
    "Cannot draw waterfall: results must be what simulate returned, got a film (did you mean film.result?)",
  ],
  [
    () => waterfallChart(anyResult(), { labels: [5] as never }),
    "TypeError",
    "Cannot draw waterfall: labels must be a list of texts, got [5]",
  ],
  [
    () => linesChart(summaries, { ...LINES, xLabel: 5 as never }),
    "TypeError",
    "Cannot draw lines: xLabel must be a text, got 5",
  ],
  [() => waterfallChart([]), "RangeError", "Cannot draw waterfall: results must hold at least one, got none"],
  [() => faultsChart([]), "RangeError", "Cannot draw faults: films must hold at least one, got none"],
  [() => faultsChart([null as never]), "TypeError", "Cannot draw faults: film must be what film returned, got null"],
  [
    () => faultsChart(anyFilm({ engine: "post-copy" }), { stall: "all" as never }),
    "RangeError",
    'Cannot draw faults: stall must be one of waiting, cumulative, got "all"',
  ],
  [
    () => barsChart([], { width: -1 }),
    "RangeError",
    "Cannot draw measured bars: width must be a number of pixels above 0, got -1",
  ],
];

Deno.test("what cannot be drawn is told in one line that names the option, what is allowed, and what was given", () => {
  for (const [draw, name, message] of CASES) assertThrowsWith(draw, { name, message });
});

const bitmap = new Uint32Array(1);

/** Every figure by its name in messages, drawn with some options. */
const DRAWN: Record<string, (options: never) => unknown> = {
  "lines": (options) => linesChart(summaries, options && { ...LINES, ...options as object }),
  "winners": (options) => winnersChart(summaries, options && { ...MAP, ...options as object }),
  "timeline": (options) => timelineChart(anyResult(), options),
  "measured bars": (options) => barsChart([], options),
  "validation": (options) => predictionsChart({ runs: [] } as never, options),
  "page grid": (options) => pagesChart({ bitmap, pages: 32 }, options),
  "round strip": (options) => roundsChart(anyFilm({ engine: "post-copy" }), options),
  "waterfall": (options) => waterfallChart(anyResult(), options),
  "faults": (options) => faultsChart(anyFilm({ engine: "post-copy" }), options),
};

for (const [figure, draw] of Object.entries(DRAWN)) {
  Deno.test(`${figure}: options that are no object, a title that is no text and senseless sizes are told`, () => {
    const refused = (options: unknown, name: string, complaint: string) =>
      assertThrowsWith(() => draw(options as never), { name, message: `Cannot draw ${figure}: ${complaint}` });
    refused(null, "TypeError", "options must be an object, got null");
    refused({ title: 5 }, "TypeError", "title must be a text, got 5");
    refused({ title: null }, "TypeError", "title must be a text, got null");
    refused({ height: -5 }, "RangeError", "height must be a number of pixels above 0, got -5");
    for (const size of ["width", "height"]) {
      refused({ [size]: 1e9 }, "RangeError", `${size} must be at most 16384 pixels, got 1000000000`);
    }
  });
}

Deno.test("a paper figure's options are an object, and its panels have bounds", () => {
  assertThrowsWith(() => paperChart(anyFigures(), "4", null as never), {
    name: "TypeError",
    message: "Cannot draw paper figure: options must be an object, got null",
  });
  assertThrowsWith(() => paperChart(anyFigures(), "4", { panelHeight: 1e9 }), {
    name: "RangeError",
    message: "Cannot draw paper figure: panelHeight must be at most 16384 pixels, got 1000000000",
  });
});

Deno.test("lines need no field that tells them apart, if nobody asks for one", () => {
  const alone = summary({ "vm.memoryBytes": 2 ** 27 }, 10);
  assertStrictEquals(linesChart([alone], LINES).title, "Total migration time over VM memory");
});
