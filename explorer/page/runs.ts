/// <reference lib="dom" />
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import { ENGINES } from "../../lib/scenario/names.ts";
import { type JobAnswer, LatestJob } from "../latest-job.ts";
import { scenarioOfState } from "../scenario-of-state.ts";
import type { ExplorerState } from "../state.ts";
import { type ExplorerJob, type FilmAnswer, workerFactory } from "./worker.ts";

/** The calls of the runs. They concern only the latest state. */
export interface RunCalls {
  onResult(result: MigrationResult): void;
  onFilm(answer: FilmAnswer): void;
  onError(message: string): void;
}

/** Simulations, with a worker for each engine, and films in another worker. */
export function createRuns({ onResult, onFilm, onError }: RunCalls) {
  const create = workerFactory();
  const job = <Result>(take: (result: Result) => void) =>
    new LatestJob<ExplorerJob, Result>({
      create,
      onAnswer: ({ result, error }: JobAnswer<Result>) => result === undefined ? onError(error!) : take(result),
    });
  const jobs = ENGINES.map(() => job(onResult));
  const filming = job(onFilm);
  jobs.forEach((job) => job.warmUp());
  return {
    simulate: (state: ExplorerState) =>
      ENGINES.forEach((engine, i) => jobs[i].submit({ kind: "simulate", scenario: scenarioOfState(state, engine) })),
    /** Films a state under all engines, the chosen one first. */
    film: (state: ExplorerState) => {
      const scenarios = ENGINES.map((engine) => scenarioOfState(state, engine));
      filming.submit({ kind: "film", scenarios, engine: state.engine });
    },
    cancelFilm: () => filming.cancel(),
  };
}
