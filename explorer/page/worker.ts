/// <reference lib="dom" />
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import { simulateScenario } from "../../lib/engine/simulate.ts";
import { film } from "../../lib/film/film.ts";
import type { Film } from "../../lib/film/types.ts";
import { thin } from "../../lib/plot/svg/thin.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { Engine, ScenarioInput } from "../../lib/scenario/types.ts";
import type { JobAnswer, JobWorker } from "../latest-job.ts";
import { type Reel, REEL_CELLS, REEL_FRAMES, reelOf } from "../reel.ts";

/** A job of a worker: simulate one engine, or film all engines, the given one first. */
export type ExplorerJob =
  | { kind: "simulate"; scenario: ScenarioInput }
  | { kind: "film"; scenarios: readonly ScenarioInput[]; engine: Engine };

/** An answer to a job that films: one engine. */
export interface FilmAnswer {
  engine: Engine;
  /** For the page grid. */
  reel: Reel;
  /** For charts. The tables of frames are empty except for the engine that is filmed first. */
  film: Film;
}

type Post = (answer: JobAnswer<MigrationResult | FilmAnswer>, transfer?: Transferable[]) => void;

/** Number of points of the remaining-pages curve, more than the page has pixels. */
const TIMELINE_PLACES = 2000;
const FRAME_TABLES = ["pagesSent", "pagesDirtied", "faults", "pagesNeverSent", "pagesStale"] as const;

/** Answers jobs in a worker of the page. */
export function startWorker(): void {
  // deno-lint-ignore no-explicit-any
  const scope = globalThis as any;
  scope.onmessage = ({ data }: { data: ExplorerJob }) => doJob(data, scope.postMessage.bind(scope));
}

function doJob(job: ExplorerJob, post: Post): void {
  try {
    if (job.kind === "simulate") post({ result: thinTimeline(simulateScenario(parseScenario(job.scenario))) });
    else filmAll(job, post);
  } catch (error) {
    post({ error: error instanceof Error ? error.message : String(error) });
  }
}

/** A result with a curve short enough to send from a worker to the page. */
export function thinTimeline(result: MigrationResult): MigrationResult {
  const timeline = thin(
    result.timeline,
    ({ seconds }) => seconds,
    ({ remainingPages }) => remainingPages,
    TIMELINE_PLACES,
  );
  return { ...result, timeline };
}

function filmAll({ scenarios, engine: first }: ExplorerJob & { kind: "film" }, post: Post): void {
  const isFirst = ({ migration }: ScenarioInput) => migration!.engine === first;
  const ordered = scenarios.toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
  ordered.forEach((scenario, i) => {
    const shot = film(scenario, { cells: REEL_CELLS, frames: REEL_FRAMES });
    const reel = reelOf(shot);
    const answer = { engine: scenario.migration!.engine!, reel, film: isFirst(scenario) ? shot : withoutFrames(shot) };
    // Tables of frames are large, so they are transferred and not copied.
    const tables = isFirst(scenario) ? FRAME_TABLES.map((table) => shot[table].buffer as ArrayBuffer) : [];
    post({ result: answer, more: i < ordered.length - 1 }, [reel.states.buffer, reel.marks.buffer, ...tables]);
  });
}

function withoutFrames(film: Film): Film {
  return { ...film, ...Object.fromEntries(FRAME_TABLES.map((table) => [table, new Float64Array()])) };
}

/**
 * Returns a function that creates workers. A worker runs this page's own script, taken from its element, so nothing is
 * fetched. Where the browser blocks workers, the jobs run in the page.
 */
export function workerFactory(): () => JobWorker {
  let url: string | undefined;
  let blocked = false;
  return () => {
    if (blocked) return workerInPage();
    try {
      const script = document.getElementById("bundle")!.textContent!;
      url ??= URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      // Not a module, because Chromium allows no module workers in a page opened from a file.
      return withFallback(new Worker(url), () => blocked = true);
    } catch {
      blocked = true;
      return workerInPage();
    }
  };
}

/** A worker that fails before its first answer is blocked. The page then does its jobs. */
function withFallback(worker: Worker, onBlocked: () => void): JobWorker {
  let answered = false;
  let fallback: JobWorker | undefined;
  let last: unknown;
  const outer: JobWorker = {
    onmessage: null,
    onerror: null,
    terminate: () => (fallback ?? worker).terminate(),
    postMessage: (job) => (fallback ?? worker).postMessage(last = job),
  };
  worker.onmessage = (event) => {
    answered = true;
    outer.onmessage?.(event);
  };
  worker.onerror = (event) => {
    if (answered) return outer.onerror?.(event);
    onBlocked();
    fallback = workerInPage();
    fallback.onmessage = (event) => outer.onmessage?.(event);
    if (last !== undefined) fallback.postMessage(last);
  };
  return outer;
}

function workerInPage(): JobWorker {
  let ended = false;
  const worker: JobWorker = {
    onmessage: null,
    onerror: null,
    terminate: () => void (ended = true),
    postMessage: (job) =>
      void setTimeout(() => {
        if (!ended) doJob(job as ExplorerJob, (data) => worker.onmessage?.({ data }));
      }),
  };
  return worker;
}
