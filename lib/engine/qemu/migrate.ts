import { countPages } from "../../bitmap/count.ts";
import { nextSet } from "../../bitmap/next-set.ts";
import { fillRange } from "../../bitmap/range.ts";
import { pagesPerHugePage } from "../../scenario/range.ts";
import { createThrottle, secondsAsleep } from "../guest/throttle.ts";
import { nextStart, put } from "../link/pipeline.ts";
import { pushAndFetch } from "../post-copy/push-and-fetch.ts";
import { demand, isBeyondLink, passTo } from "../run/link-clock.ts";
import type { Steps } from "../run/steps.ts";
import type { MigrationResult, Verdict } from "../run/result.ts";
import { beginRound, endRound } from "../run/rounds.ts";
import {
  endRun,
  freeDemand,
  liveDemand,
  passRunning,
  passStopped,
  phase,
  phaseInSteps,
  recordPages,
  recordRemaining,
  type Run,
} from "../run/run.ts";
import { walkSeconds } from "../run/send-all.ts";
import { suspendAndReadLog } from "../run/switchover.ts";
import { type AutoConverge, createAutoConverge, forcesSync, noteSync } from "./auto-converge.ts";
import { BandwidthWindow } from "./bandwidth.ts";
import { discardBytes } from "./discard.ts";
import { actsFrom, applyPolicy, createPolicy, nextActSeconds } from "./policy.ts";
import { createSender, type Sender, sendSome, sync } from "./sender.ts";

/**
 * How long one call may send before the limits are tested again (`migration/ram.c`, ram_save_iterate): more than `MAX_WAIT`,
 * 50 ms, counted in whole milliseconds.
 */
const ITERATION_SECONDS = 0.051;

/**
 * QEMU's pre-copy (`migration/migration.c`, `migration/ram.c`): no rounds, but a cursor that circles through the bitmap.
 * The dirty log is synchronized only when the pending pages could be sent within the downtime limit at the last
 * measured bandwidth. If that still holds after the sync, the guest is stopped and the rest is sent.
 */
export function* preCopyQemu(run: Run): Steps<MigrationResult> {
  return yield* iterate(run, createSender(run), Infinity);
}

/**
 * Three-stage copy (hybrid) as QEMU does it: pre-copy until the first pass has ended, then the switch to post-copy. If so
 * few pages are dirty by then that pre-copy may complete, it completes, and there is no third stage.
 */
export function* threeStageQemu(run: Run): Steps<MigrationResult> {
  return yield* iterate(run, createSender(run), run.scenario.migration.switchDelaySeconds);
}

/**
 * QEMU's post-copy with the switch requested at once. QEMU acts on the request when the first call to send returns; if that
 * call used up the budget of its window, at the end of the window.
 */
export function* postCopyQemu(run: Run): Steps<MigrationResult> {
  const sender = createSender(run);
  yield* phaseInSteps(run, "round", "source", function* () {
    const bandwidth = new BandwidthWindow(run);
    const start = beginRound(run);
    yield* demand(run, liveDemand(run));
    passRunning(run, run.scenario.source.roundSeconds);
    yield* sendSome(run, sender, {
      untilSeconds: run.seconds + ITERATION_SECONDS,
      bytes: bandwidth.bytesLeft,
      pass: passRunning,
    });
    bandwidth.advance();
    endRound(run, start, { guest: "running" });
  });
  return yield* switchToPostCopy(run, sender);
}

/**
 * The loop of migration_thread with the guest at the source, up to its end: pre-copy completes, QEMU switches to
 * post-copy `switchDelaySeconds` after the first sync, or the migration is abandoned.
 */
function* iterate(run: Run, sender: Sender, switchDelaySeconds: number): Steps<MigrationResult> {
  const { migration, source, vm } = run.scenario;
  const bandwidth = new BandwidthWindow(run);
  const autoConverge = migration.autoConverge ? createAutoConverge(migration.qemuVersion) : null;
  const policy = createPolicy(run.scenario);
  const mayComplete = () =>
    sender.pending === 0 || sender.pending * vm.pageBytes < bandwidth.bytesPerSecond * policy.downtimeLimitSeconds;
  const stays = { pendingBytes: BandwidthWindow.mostThresholdBytes(run), seconds: 0 };
  let syncs = 0;
  let syncsAtLimit = 0;
  let switchSeconds = Infinity;
  let round = beginRound(run);
  let verdict: Verdict = "converged";

  const outcome = yield* phaseInSteps(run, "round", "source", function* () {
    yield* demand(run, liveDemand(run));
    passRunning(run, source.roundSeconds);
    while (run.seconds < run.timeLimitSeconds) {
      if (syncs - syncsAtLimit >= migration.maxRounds) {
        const seconds = nextActSeconds(policy, run.seconds);
        if (seconds === null) return "abandon";
        // A change of the link may help, so it ends the skip.
        skipTo(run, bandwidth, Math.min(seconds, run.linkUntilSeconds));
        syncsAtLimit = syncs;
      }
      const forced = autoConverge !== null && forcesSync(autoConverge, run.seconds, syncs);
      if (forced || mayComplete()) {
        const pagesDirtied = syncRunning(run, sender, autoConverge);
        if (syncs++ === 0) switchSeconds = run.seconds + switchDelaySeconds;
        endRound(run, round, { guest: "running", pagesDirtied });
        round = beginRound(run);
        if (mayComplete()) return "complete";
      }
      if (run.seconds >= switchSeconds) return "switch";
      const untilSeconds = run.seconds + ITERATION_SECONDS;
      if (bandwidth.bytesLeft > 0) {
        stays.seconds = Math.min(switchSeconds, run.timeLimitSeconds, actsFrom(policy));
        yield* sendSome(run, sender, { untilSeconds, bytes: bandwidth.bytesLeft, pass: passRunning, stays });
      }
      bandwidth.advance();
      const limitBefore = policy.downtimeLimitSeconds;
      const { seconds, result: { bytesTransferred: bytes } } = run;
      const action = applyPolicy(policy, { seconds, pendingPages: sender.pending, syncs, bytes });
      if (policy.downtimeLimitSeconds !== limitBefore) syncsAtLimit = syncs;
      if (action !== null) {
        verdict = "forced";
        return action;
      }
    }
    return "abandon";
  });
  if (outcome === "complete") return yield* complete(run, sender, verdict);
  endRound(run, round, { guest: "running" });
  return outcome === "switch" ? yield* switchToPostCopy(run, sender, verdict) : endRun(run, "diverged");
}

/**
 * Skips to a time at which the policy acts: reads of the dirty log have shown that the migration stays as it is until
 * then. Pages are sent at the last bandwidth, and the guest goes on where it was.
 */
function skipTo(run: Run, bandwidth: BandwidthWindow, seconds: number): void {
  const bytes = bandwidth.bytesPerSecond * Math.max(0, seconds - run.seconds);
  recordPages(run, Math.floor(bytes / (run.wire.pageHeaderBytes + run.scenario.vm.pageBytes)), 0);
  run.seconds = Math.max(run.seconds, seconds);
  bandwidth.advance();
}

/** Synchronizes with the guest running. Returns how many pages were dirtied; the throttle may rise because of them. */
function syncRunning(run: Run, sender: Sender, autoConverge: AutoConverge | null): number {
  const { migration, source, vm } = run.scenario;
  recordRemaining(run, sender.pending);
  const readSeconds = source.dirtyLogReadSeconds + run.pages * source.dirtyLogReadSecondsPerPage;
  passRunning(run, readSeconds + walkSeconds(run, run.pages));
  if (migration.syncAwaitsVcpus && run.throttle) passRunning(run, secondsAsleep(run.throttle, run.random));
  const dirtied = sync(run, sender);
  recordRemaining(run, sender.pending);
  if (
    autoConverge !== null &&
    noteSync(autoConverge, run.seconds, dirtied * vm.pageBytes, run.result.bytesTransferred)
  ) {
    run.throttle = createThrottle(run.pace, autoConverge.throttle, run.seconds);
  }
  return dirtied;
}

/**
 * migration_completion: stop the guest, synchronize, send the rest without the cap, then the state. The guest starts when
 * the state has passed the queue. (QEMU's source stops its own clock when the final copy is written.)
 */
function* complete(run: Run, sender: Sender, verdict: Verdict): Steps<MigrationResult> {
  const { vm } = run.scenario;
  yield* demand(run, freeDemand(run));
  phase(run, "suspend", "nowhere", () => {
    suspendAndReadLog(run);
    sync(run, sender);
    recordRemaining(run, sender.pending);
  });
  yield* phaseInSteps(run, "final copy", "nowhere", function* () {
    const start = beginRound(run);
    yield* sendSome(run, sender, { untilSeconds: Infinity, bytes: Infinity, pass: passStopped });
    recordRemaining(run, 0);
    endRound(run, start, { guest: "stopped" });
    yield* sendBlob(run, vm.stateBytes);
  });
  yield* switchover(run, 0, 0);
  return endRun(run, verdict);
}

/**
 * The switch (postcopy_start): stop the guest, synchronize, tell the destination which pages to discard, send the state
 * in one package, and continue to push at once. The guest starts when the package has passed the queue.
 */
function* switchToPostCopy(run: Run, sender: Sender, verdict: Verdict = "converged"): Steps<MigrationResult> {
  const { vm, migration } = run.scenario;
  yield* demand(run, freeDemand(run));
  yield* phaseInSteps(run, "suspend", "nowhere", function* () {
    suspendAndReadLog(run);
    sync(run, sender);
    fillHugePages(run, sender);
    recordRemaining(run, sender.pending);
    yield* sendBlob(run, discardBytes(sender.toSend) + vm.stateBytes);
  });
  const pushFromSeconds = run.seconds;
  yield* switchover(run, migration.engine === "post-copy" ? 0 : sender.pending, freeDemand(run));
  const finished = yield* phaseInSteps(
    run,
    "push and fetch",
    "destination",
    () => pushAndFetch(run, sender.toSend, pushFromSeconds),
  );
  return endRun(run, finished ? verdict : "diverged");
}

/**
 * Marks every huge page wholly as to be sent that is to be sent in part: the destination can place it only as a whole
 * (`postcopy_chunk_hostpages`).
 */
function fillHugePages(run: Run, sender: Sender): void {
  const { toSend } = sender;
  const pages = pagesPerHugePage(run.scenario.vm);
  if (pages === 1) return;
  for (let page = nextSet(toSend, 0); page >= 0; page = nextSet(toSend, page)) {
    const first = page - page % pages;
    page = first + pages;
    fillRange(toSend, first, page);
  }
  sender.pending = countPages(toSend);
}

/**
 * Waits for the state to pass the queue; the destination discards `absentPages` stale pages and starts the guest. The source
 * could send `bytesPerSecond` from then on.
 */
function* switchover(run: Run, absentPages: number, bytesPerSecond: number): Steps<void> {
  const { pipeline, scenario: { destination } } = run;
  yield* phaseInSteps(run, "switchover", "nowhere", function* () {
    yield* passTo(run, () => pipeline.wireFreeSeconds + pipeline.latencySeconds, passStopped);
    yield* demand(run, bytesPerSecond);
    passStopped(run, absentPages * destination.markAbsentSecondsPerPage + destination.resumeSeconds);
  });
}

/** Puts bytes that are not pages into the stream, and waits until they are in the queue. */
function* sendBlob(run: Run, bytes: number): Steps<void> {
  run.result.bytesTransferred += bytes;
  run.pipeline.hostFreeSeconds = Math.max(run.pipeline.hostFreeSeconds, run.seconds);
  if (isBeyondLink(run, nextStart(run.pipeline))) yield* passTo(run, () => nextStart(run.pipeline), passStopped);
  put(run.pipeline, 1, bytes, bytes, nextStart(run.pipeline));
  yield* passTo(run, () => nextStart(run.pipeline), passStopped);
}
