import { countPages } from "../../bitmap/count.ts";
import { clean, startDirtyLog } from "../run/dirty-log.ts";
import { demand } from "../run/link-clock.ts";
import type { Steps } from "../run/steps.ts";
import type { MigrationResult } from "../run/result.ts";
import { beginRound, endRound } from "../run/rounds.ts";
import {
  allPages,
  endRun,
  passRunning,
  passStopped,
  passUntilLimit,
  phaseInSteps,
  recordRemaining,
  type Run,
  timeIsUp,
} from "../run/run.ts";
import { sendAll, sendUnpopulated } from "../run/send-all.ts";
import { pushAndFetch } from "../post-copy/push-and-fetch.ts";
import { resume, sendState, sendStopped, suspendAndReadLog } from "../run/switchover.ts";

/**
 * Three-stage copy, a hybrid of pre-copy and post-copy (Song, Liu, Yin, Gao, Journal of Applied Mathematics 2014, 297127).
 *
 * Stage one sends all memory once while the log records writes. Stage two suspends the guest, sends the bitmap of dirty
 * pages and the CPU state, and marks those pages absent at the destination. Stage three resumes the guest there, pushes
 * the dirty pages and fetches the pages that the guest touches first. No page is sent more than twice. A migration that
 * reaches its time limit in stage one is abandoned there.
 */
export function* threeStage(run: Run): Steps<MigrationResult> {
  const { vm, source, destination } = run.scenario;
  const all = allPages(run);
  const log = startDirtyLog(run);
  let abandoned = false;
  const round = yield* phaseInSteps(run, "round", "source", function* () {
    const start = beginRound(run);
    yield* sendAll(run, all, { pages: run.pages, guest: "running" });
    yield* sendUnpopulated(run, { guest: "running" });
    yield* demand(run, 0);
    passUntilLimit(run, source.roundSeconds);
    abandoned = timeIsUp(run);
    if (!abandoned) passRunning(run, source.suspendRequestSeconds);
    return endRound(run, start, { guest: "running" });
  });
  recordRemaining(run, run.pages - round.pagesSent);
  if (abandoned) return endRun(run, "diverged");
  const dirty = yield* phaseInSteps(run, "switchover", "nowhere", function* () {
    suspendAndReadLog(run);
    const dirty = clean(run, log, all, vm.suspendDirtiedPages);
    round.pagesDirtied = countPages(dirty);
    yield* sendStopped(run, bitmapBytes(run.pages));
    yield* sendState(run);
    passStopped(run, round.pagesDirtied * destination.markAbsentSecondsPerPage);
    resume(run);
    return dirty;
  });
  recordRemaining(run, round.pagesDirtied);
  const finished = yield* phaseInSteps(run, "push and fetch", "destination", () => pushAndFetch(run, dirty));
  return endRun(run, finished ? "converged" : "diverged");
}

/** Bytes of a bitmap on the wire: one bit per page, in whole words. */
export function bitmapBytes(pages: number): number {
  return 4 * Math.ceil(pages / 32);
}
