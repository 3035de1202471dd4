import { countPages } from "../../bitmap/count.ts";
import { clean, payForClean, startDirtyLog } from "../run/dirty-log.ts";
import { demand } from "../run/link-clock.ts";
import type { Steps } from "../run/steps.ts";
import type { MigrationResult, Verdict } from "../run/result.ts";
import { beginRound, endRound, pagesSentSince } from "../run/rounds.ts";
import {
  allPages,
  endRun,
  passRunning,
  passUntilLimit,
  phase,
  phaseInSteps,
  recordRemaining,
  type Run,
  timeIsUp,
} from "../run/run.ts";
import { sendAll, sendUnpopulated } from "../run/send-all.ts";
import { skippingRound } from "./skipping-round.ts";
import { resume, sendState, suspendAndReadLog } from "../run/switchover.ts";

/**
 * Pre-copy under Xen's rules: rounds until little is left or a limit is reached, then suspend and send the rest.
 *
 * Xen 4.1 (`xc_domain_save.c`): at most 29 rounds; stop after a round that walked fewer than 50 pages, or when more than
 * three times memory has been sent. Later Xen (`xg_sr_save.c`): at most 5 rounds, stop when fewer than 50 pages are found
 * dirty; that last small set is still sent live once.
 *
 * A migration that reaches its time limit before the suspend is abandoned there, within a round or between two.
 */
export function* preCopyXen(run: Run): Steps<MigrationResult> {
  const { vm, migration, source } = run.scenario;
  const log = startDirtyLog(run);
  let toSend = allPages(run);
  let remaining = run.pages;
  let verdict: Verdict | null = null;
  while (verdict === null) {
    const round = yield* phaseInSteps(run, "round", "source", function* () {
      const start = beginRound(run);
      if (run.result.rounds.length === 0) yield* sendUnpopulated(run, { guest: "running" });
      let pagesSkipped = 0;
      if (migration.skipDirtied) pagesSkipped = yield* skippingRound(run, toSend, log);
      else yield* sendAll(run, toSend, { pages: remaining, guest: "running" });
      yield* demand(run, 0);
      passUntilLimit(run, source.roundSeconds);
      recordRemaining(run, remaining - pagesSentSince(start, run));
      if (!timeIsUp(run)) {
        verdict = stopTest(run, run.result.rounds.length + 1, remaining);
        if (verdict === null) payForClean(run);
        else passRunning(run, source.suspendRequestSeconds);
      }
      return endRound(run, start, { guest: "running", pagesSkipped });
    });
    if (verdict === null && timeIsUp(run)) return endRun(run, "diverged");
    if (verdict !== null) phase(run, "suspend", "nowhere", () => suspendAndReadLog(run));
    toSend = clean(run, log, toSend, verdict === null ? 0 : vm.suspendDirtiedPages);
    remaining = round.pagesDirtied = countPages(toSend);
    recordRemaining(run, remaining);
  }
  yield* phaseInSteps(run, "final copy", "nowhere", function* () {
    const start = beginRound(run);
    yield* sendAll(run, toSend, { pages: remaining, guest: "stopped" });
    endRound(run, start, { guest: "stopped" });
    recordRemaining(run, 0);
    yield* sendState(run);
    resume(run);
  });
  return endRun(run, verdict);
}

/** How pre-copy ends after `rounds` rounds, the last of which walked `walked` pages; `null` if it goes on. */
function stopTest({ pages, result, scenario }: Run, rounds: number, walked: number): Verdict | null {
  const { maxRounds, stopBelowPages, maxMemoryFactor } = scenario.migration;
  const sent = result.pagesTransferred + result.zeroPagesTransferred;
  if (walked < stopBelowPages) return "converged";
  if (rounds >= maxRounds) return "forced";
  if (maxMemoryFactor !== null && sent > pages * maxMemoryFactor) return "forced";
  return null;
}
