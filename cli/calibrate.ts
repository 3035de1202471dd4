import type { CalibrationName } from "../lib/scenario/song-2014-calibrations.ts";
import { progressBar } from "../lib/text/progress-bar.ts";
import { defineCommand } from "../shell/command.ts";
import { choice, text, toggle, wholeNumber } from "../shell/flags.ts";
import { writeInto } from "../shell/write-into.ts";
import { calibrate } from "../tools/calibrate/calibrate.ts";

/** The command `calibrate`. */
export const command = defineCommand({
  name: "calibrate",
  about:
    "Search for the paper's parameters: one set that comes as close to its claims as the bounds of its costs allow.",
  flags: {
    calibration: choice<CalibrationName, CalibrationName>(
      "supported: every cost within a bound that a source supports; as-published: pre-copy's peeks may cost more",
      { choices: ["supported", "as-published"], default: "supported" },
    ),
    seed: text("seeds the search", { value: "S", default: "pageferry" }),
    generations: wholeNumber("largest number of generations; the search ends earlier if the fit is good enough", {
      ...{ min: 1, max: 100_000, default: 160 },
    }),
    population: wholeNumber("parameter sets in a generation", { min: 4, max: 10_000, default: 50 }),
    out: text("folder for song-2014-NAME.json", { value: "DIR", shown: "data" }),
    json: toggle("print the content of that file as one JSON document"),
  },
  notes: [
    "The search takes a few minutes. reproduce reads both results from data/, the presets song2014Low and song2014High " +
    "the supported one.",
  ],
  async run({ calibration: name, seed, generations, population, out, json }, io) {
    const onProgress = (done: number, cost: number) =>
      io.showProgress(progressBar(done, generations, `generations, cost ${cost.toPrecision(3)}`));
    const calibration = calibrate({ calibration: name, seed, generations, population, onProgress });
    io.showProgress("");
    const content = `${JSON.stringify(calibration, null, 2)}\n`;
    const file = `song-2014-${name}.json`;
    const folder = await writeInto(io, { out, otherwise: "data" }, new Map([[file, content]]));
    const { cost, evaluations } = calibration.fit;
    const summary = `Cost ${cost.toPrecision(3)} after ${evaluations} evaluations.`;
    io.print(json ? content : `${summary} Wrote ${folder}/${file}\n`);
    return 0;
  },
});
