import { countPages } from "../../bitmap/count-pages.ts";
import { fill } from "../../bitmap/fill.ts";
import { clean, startDirtyLog } from "../run/dirty-log.ts";
import type { MigrationResult, Verdict } from "../run/result.ts";
import { endRun, passRunning, passStopped, phase, plotRemaining, type Run } from "../run/run.ts";
import { sendAll, sendUnpopulated } from "../run/send-all.ts";
import { skippingRound } from "./skipping-round.ts";
import { resume, sendState, suspend } from "../run/switchover.ts";

/**
 * Pre-copy under Xen's rules: rounds until little is left or a limit is met, then suspend and send the rest.
 *
 * Xen 4.1 (`xc_domain_save.c`): at most 29 rounds; stop after a round that walked fewer than 50 pages, or when more than
 * three times memory has been sent. Later Xen (`xg_sr_save.c`): at most 5 rounds, stop when fewer than 50 pages are found
 * dirty; a last small set is still sent live once.
 */
export function preCopyXen(run: Run): MigrationResult {
  const { vm, migration, source } = run.scenario;
  const { result } = run;
  let toSend = run.createSet();
  fill(toSend, run.pages);
  const log = startDirtyLog(run);
  let remaining = run.pages;
  let verdict: Verdict | null = null;
  while (verdict === null) {
    if (run.seconds >= run.timeLimitSeconds) return endRun(run, "diverged");
    const startSeconds = run.seconds;
    const sums = phase(run, "round", "source", () => {
      const unpopulatedBytes = run.result.rounds.length === 0 ? sendUnpopulated(run, passRunning) : 0;
      const done = migration.skipDirtied ? skippingRound(run, toSend, log) : plainRound(run, toSend, remaining);
      passRunning(run, source.roundSeconds);
      plotRemaining(run, remaining - done.sent);
      const before = result.pagesTransferred + result.zeroPagesTransferred;
      verdict = stopTest(run, result.rounds.length + 1, remaining, before);
      if (verdict === null) passStopped(run, source.dirtyLogReadSeconds);
      else passRunning(run, source.suspendRequestSeconds);
      return { ...done, bytes: done.bytes + unpopulatedBytes };
    });
    const seconds = run.seconds - startSeconds;
    if (verdict !== null) phase(run, "suspend", "nowhere", () => suspend(run));
    toSend = clean(run, log, toSend, verdict === null ? 0 : vm.suspendDirtiedPages);
    const walked = remaining;
    remaining = countPages(toSend);
    plotRemaining(run, remaining);
    result.rounds.push({
      index: result.rounds.length + 1,
      guest: "running",
      startSeconds,
      seconds,
      pagesWalked: walked,
      pagesSent: sums.sent,
      pagesSkipped: sums.skipped,
      pagesDirtied: remaining,
      bytes: sums.bytes,
    });
  }
  phase(run, "final copy", "nowhere", () => {
    const startSeconds = run.seconds;
    const bytes = sendAll(run, toSend, remaining, run.freeBytesPerSecond, passStopped);
    result.rounds.push({
      index: result.rounds.length + 1,
      guest: "stopped",
      startSeconds,
      seconds: run.seconds - startSeconds,
      pagesWalked: remaining,
      pagesSent: remaining,
      pagesSkipped: 0,
      pagesDirtied: 0,
      bytes,
    });
    plotRemaining(run, 0);
    sendState(run);
    resume(run);
  });
  return endRun(run, verdict);
}

function plainRound(run: Run, toSend: Uint32Array, pages: number): { sent: number; skipped: number; bytes: number } {
  const bytes = sendAll(run, toSend, pages, run.liveBytesPerSecond, passRunning);
  return { sent: pages, skipped: 0, bytes };
}

function stopTest(run: Run, rounds: number, walked: number, totalSent: number): Verdict | null {
  const { maxRounds, stopBelowPages, maxMemoryFactor } = run.scenario.migration;
  if (walked < stopBelowPages) return "converged";
  if (rounds >= maxRounds) return "forced";
  if (maxMemoryFactor !== null && totalSent > run.pages * maxMemoryFactor) return "forced";
  return null;
}
