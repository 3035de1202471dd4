import { simulateScenario } from "../engine/simulate.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { mistake } from "../text/message.ts";
import { checkOptions } from "../text/require.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { Scenario, ScenarioInput } from "../scenario/types.ts";
import { divideIntoCells } from "./cells.ts";
import { Recorder } from "./recorder.ts";
import type { AfterResume, Film, FilmOptions, Pass } from "./types.ts";

/** Frames times cells at most: five tables of so many numbers are 640 MiB. */
const MOST_PLACES = 2 ** 24;

/**
 * Films a migration: simulates it once to know its length, and again to note when what happened to which part of memory.
 *
 * Costs about as much as two simulations, and memory of 40 bytes per frame and cell.
 *
 * @param input any part of a scenario, as for `simulate`
 * @param options how finely: cells, frames, passes
 * @returns tables over time and memory, and the result that `simulate` gives
 * @throws {TypeError} if a field or option is missing, misspelt or of the wrong type
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
  const result = simulateScenario(scenario, { cleaned: () => void readings++ });
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
  const recorder = new Recorder(film, {
    readings,
    lastKind: lastKindOf(result),
    readingsPerPass: Math.max(1, Math.ceil(readings / mostPasses)),
    skips: leavesOut(scenario),
    joinsEmptyPasses: scenario.migration.hypervisor === "qemu",
  });
  simulateScenario(scenario, recorder);
  recorder.finish(result.totalSeconds);
  return film;
}

/** What happened after the last reading of the dirty log. */
function lastKindOf({ phases }: MigrationResult): Pass["kind"] {
  const kinds: readonly string[] = ["round", "final copy", "copy", "push and fetch"];
  return (phases.findLast(({ name }) => kinds.includes(name))?.name ?? "round") as Pass["kind"];
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

function leavesOut({ migration: { engine, hypervisor, skipDirtied } }: Scenario): boolean {
  return engine === "pre-copy" && hypervisor !== "qemu" && skipDirtied;
}

/** @throws {TypeError | RangeError} if an option is not a whole number from 1 to `most` */
function whole(name: string, value: unknown, most: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw mistake("film", name, `a whole number from 1 to ${most}`, value);
}
