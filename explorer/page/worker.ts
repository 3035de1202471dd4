/// <reference lib="dom" />
import { simulateScenario } from "../../lib/engine/simulate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { film } from "../../lib/film/film.ts";
import type { Film } from "../../lib/film/types.ts";
import type { JobAnswer } from "../latest-job.ts";
import { REEL_CELLS, REEL_FRAMES, reelOf } from "../reel.ts";
import { thinTimeline } from "../thin-timeline.ts";
import type { ExplorerJob, FilmAnswer, SimulateAnswer } from "./jobs.ts";

type Answer = JobAnswer<SimulateAnswer | FilmAnswer>;
type Post = (answer: Answer, transfer?: Transferable[]) => void;

/** Does jobs as they come, in a worker of the page. */
export function startWorker(): void {
  // deno-lint-ignore no-explicit-any
  const scope = globalThis as any;
  scope.onmessage = ({ data }: { data: ExplorerJob }) => doJob(data, scope.postMessage.bind(scope));
}

/** Does one job and posts what comes of it. */
export function doJob(job: ExplorerJob, post: Post): void {
  try {
    if (job.kind === "simulate") post({ result: thinTimeline(simulateScenario(parseScenario(job.scenario))) });
    else filmAll(job, post);
  } catch (error) {
    post({ error: error instanceof Error ? error.message : String(error) });
  }
}

/** Films one engine after the other, the one that is looked at first. */
function filmAll({ scenarios, engine: first }: ExplorerJob & { kind: "film" }, post: Post): void {
  const ordered = scenarios.toSorted((a, b) =>
    Number(b.migration!.engine === first) - Number(a.migration!.engine === first)
  );
  ordered.forEach((scenario, i) => {
    const engine = scenario.migration!.engine!;
    const shot = film(scenario, { cells: REEL_CELLS, frames: REEL_FRAMES });
    const reel = reelOf(shot);
    const answer: FilmAnswer = { engine, reel, film: engine === first ? shot : withoutFrames(shot) };
    // Tables of frames are large: they are handed over, not copied.
    const tables = engine === first ? FRAME_TABLES.map((table) => shot[table].buffer as ArrayBuffer) : [];
    post({ result: answer, more: i < ordered.length - 1 }, [reel.states.buffer, reel.marks.buffer, ...tables]);
  });
}

const FRAME_TABLES = ["pagesSent", "pagesDirtied", "faults", "pagesNeverSent", "pagesStale"] as const;

function withoutFrames(film: Film): Film {
  return { ...film, ...Object.fromEntries(FRAME_TABLES.map((table) => [table, new Float64Array()])) };
}
