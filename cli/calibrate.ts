import { progressBar } from "../lib/text/progress-bar.ts";
import { defineCommand } from "../shell/command.ts";
import { text, toggle, wholeNumber } from "../shell/flags.ts";
import { writeInto } from "../shell/write-into.ts";
import { calibrate } from "../tools/calibrate/calibrate.ts";

/** The command `calibrate`. */
export const command = defineCommand({
  name: "calibrate",
  about: "Search for the paper's parameters: one set that meets all of its claims.",
  flags: {
    seed: text("seeds the search", { value: "S", default: "pageferry" }),
    generations: wholeNumber("largest number of generations; the search ends earlier if the fit is good enough", {
      ...{ min: 1, max: 100_000, default: 160 },
    }),
    population: wholeNumber("parameter sets in a generation", { min: 4, max: 10_000, default: 50 }),
    out: text("folder for song-2014-calibration.json", { value: "DIR", shown: "data" }),
    json: toggle("print the content of song-2014-calibration.json as one JSON document"),
  },
  notes: ["The search takes a few minutes. The presets song2014Low and song2014High read its result from data/."],
  async run({ seed, generations, population, out, json }, io) {
    const onProgress = (done: number, cost: number) =>
      io.showProgress(progressBar(done, generations, `generations, cost ${cost.toPrecision(3)}`));
    const calibration = calibrate({ seed, generations, population, onProgress });
    io.showProgress("");
    const content = `${JSON.stringify(calibration, null, 2)}\n`;
    const files = new Map([["song-2014-calibration.json", content]]);
    const folder = await writeInto(io, { out, otherwise: "data" }, files);
    const { cost, evaluations } = calibration.fit;
    const summary = `Cost ${cost.toPrecision(3)} after ${evaluations} evaluations.`;
    io.print(json ? content : `${summary} Wrote ${folder}/song-2014-calibration.json\n`);
    return 0;
  },
});
