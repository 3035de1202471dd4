import { calibrate } from "../tools/calibrate/calibrate.ts";
import { calibrationNamed } from "./calibration-named.ts";
import { noFiles, parseFlags, wholeNumber } from "./flags.ts";
import type { CommandIo } from "./io.ts";
import { progressBar } from "../lib/text/progress-bar.ts";
import { writeInto } from "./write-into.ts";

const HELP = `Search the paper's parameters: one set that comes as close to its claims as the bounds
of its costs allow.

Usage: deno task calibrate [flags]

Flags:
  --calibration C   supported: every cost within a bound that a source supports;
                    as-published: the peek at the dirty log may cost more (supported)
  --seed S          seeds the search (pageferry)
  --generations N   rounds of improvement, at most (160); the search ends before
                    if it is good enough
  --population N    parameter sets held at a time (50)
  --out DIR         folder for song-2014-CALIBRATION.json (data)
  --json            print what that file holds as one JSON document
  --help            print this

It takes some minutes. The presets song2014Low and song2014High read
song-2014-supported.json from the folder data.

Exit code: 0 done, 2 bad input.
`;

/** The command `calibrate`. */
export function run(args: string[], io: CommandIo): number {
  const flags = parseFlags("calibrate", args, {
    calibration: "string",
    seed: "string",
    generations: "string",
    population: "string",
    out: "string",
    json: "boolean",
  });
  if (flags.help) {
    io.print(HELP);
    return 0;
  }
  noFiles("calibrate", flags.files);
  const name = calibrationNamed("calibrate", flags.values.get("calibration"));
  const file = `song-2014-${name}.json`;
  const seed = flags.values.get("seed") ?? "pageferry";
  const generations = wholeNumber("calibrate", flags, "generations", { min: 1, max: 100_000, otherwise: 160 });
  const population = wholeNumber("calibrate", flags, "population", { min: 4, max: 10_000, otherwise: 50 });
  const out = flags.values.get("out");

  const onProgress = (done: number, cost: number) =>
    io.showProgress?.(progressBar(done, generations, `generations, cost ${cost.toPrecision(3)}`));
  const calibration = calibrate({ calibration: name, seed, generations, population, onProgress });
  io.showProgress?.("");
  const text = `${JSON.stringify(calibration, null, 2)}\n`;
  const folder = writeInto(io, { out, otherwise: "data" }, new Map([[file, text]]));
  const { cost, evaluations } = calibration.fit;
  const said = `Cost ${cost.toPrecision(3)} after ${evaluations} evaluations. Wrote ${folder}/${file}\n`;
  io.print(flags.given.has("json") ? text : said);
  return 0;
}
