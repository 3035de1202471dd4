import { countPages } from "../../bitmap/count-pages.ts";
import { fill } from "../../bitmap/fill.ts";
import { clean, startDirtyLog } from "../run/dirty-log.ts";
import type { MigrationResult } from "../run/result.ts";
import { endRun, passRunning, passStopped, phase, plotRemaining, type Run } from "../run/run.ts";
import { sendAll, sendUnpopulated } from "../run/send-all.ts";
import { pushAndFetch } from "../post-copy/stage-three.ts";
import { resume, sendState, sendStopped, suspend } from "../run/switchover.ts";

/**
 * Three-stage copy (Song, Liu, Yin, Gao, Journal of Applied Mathematics 2014, 297127).
 *
 * Stage one sends all memory once while the log records writes. Stage two suspends the guest, sends the bitmap of dirty
 * pages and the CPU state, and marks those pages absent at the destination. Stage three resumes the guest there, pushes
 * the dirty pages and fetches what is touched first. No page is sent more than twice.
 */
export function threeStage(run: Run): MigrationResult {
  const { vm, source, destination } = run.scenario;
  const { rounds } = run.result;
  let pagesLeft = run.createSet();
  fill(pagesLeft, run.pages);
  const log = startDirtyLog(run);
  const firstBytes = phase(run, "round", "source", () => {
    const bytes = sendAll(run, pagesLeft, run.pages, run.liveBytesPerSecond, passRunning) +
      sendUnpopulated(run, passRunning);
    passRunning(run, source.roundSeconds + source.suspendRequestSeconds);
    return bytes;
  });
  const firstSeconds = run.seconds;
  plotRemaining(run, 0);
  const dirty = phase(run, "switchover", "nowhere", () => {
    suspend(run);
    pagesLeft = clean(run, log, pagesLeft, vm.suspendDirtiedPages);
    const dirty = countPages(pagesLeft);
    sendStopped(run, bitmapBytes(run.pages));
    sendState(run);
    passStopped(run, dirty * destination.markAbsentSecondsPerPage);
    resume(run);
    return dirty;
  });
  rounds.push({
    index: 1,
    guest: "running",
    startSeconds: 0,
    seconds: firstSeconds,
    pagesWalked: run.pages,
    pagesSent: run.pages,
    pagesSkipped: 0,
    pagesDirtied: dirty,
    bytes: firstBytes,
  });
  plotRemaining(run, dirty);
  const finished = phase(run, "push and fetch", "destination", () => pushAndFetch(run, pagesLeft));
  return endRun(run, finished ? "converged" : "diverged");
}

/** Bytes of a bitmap on the wire: one bit per page, in whole words. */
export function bitmapBytes(pages: number): number {
  return 4 * Math.ceil(pages / 32);
}
