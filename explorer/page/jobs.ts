import type { MigrationResult } from "../../lib/engine/run/result.ts";
import type { Film } from "../../lib/film/types.ts";
import type { Engine, ScenarioInput } from "../../lib/scenario/types.ts";
import type { Reel } from "../reel.ts";

/** What a worker is asked for: the figures of a run, or its films. */
export type ExplorerJob =
  | { kind: "simulate"; scenario: ScenarioInput }
  | { kind: "film"; scenarios: readonly ScenarioInput[]; engine: Engine };

/** The answer to a job that simulates. */
export type SimulateAnswer = MigrationResult;

/** One of the answers to a job that films: what there is of an engine. */
export interface FilmAnswer {
  engine: Engine;
  /** For the page grid. */
  reel: Reel;
  /** For figures; its tables of frames are empty unless the engine is the one that is looked at. */
  film: Film;
}
