import { BitmapPool } from "../bitmap/pool.ts";
import { simulateScenario } from "../engine/simulate.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { mistake } from "../text/message.ts";
import { checkOptions } from "../text/require.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { ScenarioInput } from "../scenario/types.ts";
import { unusedFieldWarnings } from "../scenario/unused-fields.ts";
import { divideIntoCells } from "./cells.ts";
import { Recorder } from "./recorder.ts";
import type { AfterResume, Film, FilmOptions } from "./types.ts";

/** The most frames times cells: five tables of this size take 640 MiB. */
const MOST_PLACES = 2 ** 24;

/**
 * Records a migration as tables over time and memory. It simulates twice: once to learn the duration, once to record.
 *
 * Takes about as long as two simulations, and 40 bytes of memory per frame and cell.
 *
 * @param input any part of a scenario, as for `simulate`
 * @param options resolution: the numbers of cells, frames and passes
 * @returns the tables, and the result that `simulate` returns
 * @throws {TypeError} if a field or option is missing, misspelled or of the wrong type
 * @throws {RangeError} if a value is out of range
 *
 * @example
 * ```ts
 * import { film } from "@pageferry/pageferry";
 * import { assertEquals, assertStrictEquals } from "@std/assert";
 *
 * const { passes, pages } = film({
 *   vm: { memoryBytes: 128 * 2 ** 20 },
 *   workload: { kind: "uniform", writesPerSecond: 2000, pages: 8192 },
 *   migration: { engine: "three-stage" },
 * }, { cells: 64 });
 * assertEquals(passes.map(({ kind }) => kind), ["round", "push and fetch"]);
 * assertStrictEquals(passes[0].pagesSent.reduce((sum, sent) => sum + sent), pages);
 * ```
 */
export function film(input: ScenarioInput, options: FilmOptions = {}): Film {
  checkOptions("film", options, ["cells", "frames", "passes"]);
  const scenario = parseScenario(input);
  const { vm: { memoryBytes, pageBytes } } = scenario;
  const pages = memoryBytes / pageBytes;
  const wanted = whole("cells", options.cells ?? 256, 65_536);
  const frames = whole("frames", options.frames ?? 240, 100_000);
  const mostPasses = whole("passes", options.passes ?? 512, 4096);
  const cells = Math.min(wanted, pages);
  if (frames * cells > MOST_PLACES) {
    throw new RangeError(
      `Cannot film: frames must be at most ${Math.floor(MOST_PLACES / cells)} with ${cells} cells, got ${frames}`,
    );
  }
  let readings = 0;
  const pool = new BitmapPool();
  const result = simulateScenario(scenario, {
    observer: { cleaned: () => void readings++ },
    pool,
    warnings: unusedFieldWarnings(input),
  });
  const table = () => new Float64Array(frames * cells);
  const film: Film = {
    scenario,
    result,
    pages,
    cells,
    cellStarts: divideIntoCells(pages, cells),
    frames,
    frameSeconds: result.totalSeconds / frames,
    pagesSent: table(),
    pagesDirtied: table(),
    faults: table(),
    pagesNeverSent: table(),
    pagesStale: table(),
    passes: [],
    afterResume: afterResume(result, frames),
  };
  const recorder = new Recorder(film, { total: readings, perPass: Math.max(1, Math.ceil(readings / mostPasses)) });
  simulateScenario(scenario, { observer: recorder, pool });
  recorder.finish(result.totalSeconds);
  return film;
}

function afterResume({ phases, totalSeconds }: MigrationResult, spans: number): AfterResume | null {
  const phase = phases.find(({ guest }) => guest === "destination");
  if (phase === undefined) return null;
  const { startSeconds } = phase;
  return {
    startSeconds,
    spanSeconds: (totalSeconds - startSeconds) / spans,
    faults: new Float64Array(spans),
    stallSeconds: new Float64Array(spans),
  };
}

/** @throws {TypeError | RangeError} if an option is not a whole number from 1 to `most` */
function whole(name: string, value: unknown, most: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw mistake("film", name, `a whole number from 1 to ${most}`, value);
}
