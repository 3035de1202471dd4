/// <reference lib="dom" />
import type { Engine } from "../../lib/scenario/types.ts";
import type { Results } from "../comparison.ts";
import { LatestJob } from "../latest-job.ts";
import { scenarioOfState } from "../scenario-of-state.ts";
import { ENGINES, type ExplorerState } from "../state.ts";
import type { ExplorerJob, FilmAnswer, SimulateAnswer } from "./jobs.ts";
import { createWorker } from "./workers.ts";

/** What the page is told about its runs. */
export interface RunCalls {
  /** Results have come; those of `old` engines are still of an earlier state. */
  onResults(results: Results, old: ReadonlySet<Engine>): void;
  /** A film of the present state has come. */
  onFilm(answer: FilmAnswer): void;
  /** A run failed. */
  onError(message: string): void;
}

/** The runs of all engines, each in a worker of its own, and the films in another one. */
export interface Runs {
  /** Simulates a state under all engines. */
  simulate(state: ExplorerState): void;
  /** Films a state under all engines, the chosen one first. */
  film(state: ExplorerState): void;
  /** Stops filming: the state has changed. */
  cancelFilm(): void;
}

/** Makes the workers, and wires them to the page. */
export function createRuns({ onResults, onFilm, onError }: RunCalls): Runs {
  const results: Results = {};
  const old = new Set<Engine>(ENGINES);
  const jobs = ENGINES.map((engine) =>
    new LatestJob<ExplorerJob, SimulateAnswer>({
      create: createWorker,
      onAnswer: ({ result, error }) => {
        if (result === undefined) return onError(error!);
        results[engine] = result;
        old.delete(engine);
        onResults(results, old);
      },
    })
  );
  const filming = new LatestJob<ExplorerJob, FilmAnswer>({
    create: createWorker,
    onAnswer: ({ result, error }) => result === undefined ? onError(error!) : onFilm(result),
  });
  jobs.forEach((job) => job.warmUp());
  return {
    simulate(state) {
      ENGINES.forEach((engine, i) => {
        old.add(engine);
        jobs[i].submit({ kind: "simulate", scenario: scenarioOfState(state, engine) });
      });
      onResults(results, old);
    },
    film(state) {
      const scenarios = ENGINES.map((engine) => scenarioOfState(state, engine));
      filming.submit({ kind: "film", scenarios, engine: state.engine });
    },
    cancelFilm: () => filming.cancel(),
  };
}
