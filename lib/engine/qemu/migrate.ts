import { countPages } from "../../bitmap/count.ts";
import { nextSet } from "../../bitmap/next-set.ts";
import { fillRange } from "../../bitmap/range.ts";
import { pagesPerHugePage } from "../../scenario/range.ts";
import { createThrottle, secondsAsleep } from "../guest/throttle.ts";
import { nextStart, put } from "../link/pipeline.ts";
import { pushAndFetch } from "../post-copy/push-and-fetch.ts";
import type { MigrationResult, Verdict } from "../run/result.ts";
import { beginRound, endRound } from "../run/rounds.ts";
import { endRun, passRunning, passStopped, phase, recordPages, recordRemaining, type Run } from "../run/run.ts";
import { walkSeconds } from "../run/send-all.ts";
import { suspendAndReadLog } from "../run/switchover.ts";
import { type AutoConverge, createAutoConverge, forcesSync, noteSync } from "./auto-converge.ts";
import { BandwidthWindow } from "./bandwidth.ts";
import { discardBytes } from "./discard.ts";
import { applyPolicy, createPolicy, nextActSeconds } from "./policy.ts";
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
export function preCopyQemu(run: Run): MigrationResult {
  return iterate(run, createSender(run), Infinity);
}

/**
 * Three-stage copy (hybrid) as QEMU does it: pre-copy until the first pass has ended, then the switch to post-copy. If so
 * few pages are dirty by then that pre-copy may complete, it completes, and there is no third stage.
 */
export function threeStageQemu(run: Run): MigrationResult {
  return iterate(run, createSender(run), run.scenario.migration.switchDelaySeconds);
}

/**
 * QEMU's post-copy with the switch requested at once. QEMU acts on the request when the first call to send returns; if that
 * call used up the budget of its window, at the end of the window.
 */
export function postCopyQemu(run: Run): MigrationResult {
  const sender = createSender(run);
  phase(run, "round", "source", () => {
    const bandwidth = new BandwidthWindow(run);
    const start = beginRound(run);
    passRunning(run, run.scenario.source.roundSeconds);
    sendSome(run, sender, {
      untilSeconds: run.seconds + ITERATION_SECONDS,
      bytes: bandwidth.bytesLeft,
      pass: passRunning,
    });
    bandwidth.advance();
    endRound(run, start, { guest: "running" });
  });
  return switchToPostCopy(run, sender);
}

/**
 * The loop of migration_thread with the guest at the source, up to its end: pre-copy completes, QEMU switches to
 * post-copy `switchDelaySeconds` after the first sync, or the migration is abandoned.
 */
function iterate(run: Run, sender: Sender, switchDelaySeconds: number): MigrationResult {
  const { migration, source, vm } = run.scenario;
  const bandwidth = new BandwidthWindow(run);
  const autoConverge = migration.autoConverge ? createAutoConverge(migration.qemuVersion) : null;
  const policy = createPolicy(run.scenario);
  const mayComplete = () =>
    sender.pending === 0 || sender.pending * vm.pageBytes < bandwidth.bytesPerSecond * policy.downtimeLimitSeconds;
  let syncs = 0;
  let syncsAtLimit = 0;
  let switchSeconds = Infinity;
  let round = beginRound(run);
  let verdict: Verdict = "converged";

  const outcome = phase(run, "round", "source", () => {
    passRunning(run, source.roundSeconds);
    while (run.seconds < run.timeLimitSeconds) {
      if (syncs - syncsAtLimit >= migration.maxRounds) {
        const seconds = nextActSeconds(policy, run.seconds);
        if (seconds === null) return "abandon";
        skipTo(run, bandwidth, seconds);
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
        sendSome(run, sender, { untilSeconds, bytes: bandwidth.bytesLeft, pass: passRunning });
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
  if (outcome === "complete") return complete(run, sender, verdict);
  endRound(run, round, { guest: "running" });
  return outcome === "switch" ? switchToPostCopy(run, sender, verdict) : endRun(run, "diverged");
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
function complete(run: Run, sender: Sender, verdict: Verdict): MigrationResult {
  const { vm } = run.scenario;
  phase(run, "suspend", "nowhere", () => {
    suspendAndReadLog(run);
    sync(run, sender);
    recordRemaining(run, sender.pending);
  });
  phase(run, "final copy", "nowhere", () => {
    const start = beginRound(run);
    sendSome(run, sender, { untilSeconds: Infinity, bytes: Infinity, pass: passStopped });
    recordRemaining(run, 0);
    endRound(run, start, { guest: "stopped" });
    sendBlob(run, vm.stateBytes);
  });
  switchover(run, 0);
  return endRun(run, verdict);
}

/**
 * The switch (postcopy_start): stop the guest, synchronize, tell the destination which pages to discard, send the state
 * in one package, and continue to push at once. The guest starts when the package has passed the queue.
 */
function switchToPostCopy(run: Run, sender: Sender, verdict: Verdict = "converged"): MigrationResult {
  const { vm, migration } = run.scenario;
  phase(run, "suspend", "nowhere", () => {
    suspendAndReadLog(run);
    sync(run, sender);
    fillHugePages(run, sender);
    recordRemaining(run, sender.pending);
    sendBlob(run, discardBytes(sender.toSend) + vm.stateBytes);
  });
  const pushFromSeconds = run.seconds;
  switchover(run, migration.engine === "post-copy" ? 0 : sender.pending);
  const finished = phase(run, "push and fetch", "destination", () => pushAndFetch(run, sender.toSend, pushFromSeconds));
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

/** Waits for the state to pass the queue; the destination discards `absentPages` stale pages and starts the guest. */
function switchover(run: Run, absentPages: number): void {
  const { pipeline, scenario: { destination } } = run;
  phase(run, "switchover", "nowhere", () => {
    const arrival = pipeline.wireFreeSeconds + pipeline.latencySeconds;
    passStopped(run, Math.max(0, arrival - run.seconds));
    passStopped(run, absentPages * destination.markAbsentSecondsPerPage + destination.resumeSeconds);
  });
}

/** Puts bytes that are not pages into the stream, and waits until they are in the queue. */
function sendBlob(run: Run, bytes: number): void {
  run.result.bytesTransferred += bytes;
  run.pipeline.hostFreeSeconds = Math.max(run.pipeline.hostFreeSeconds, run.seconds);
  put(run.pipeline, 1, bytes, bytes, nextStart(run.pipeline));
  passStopped(run, Math.max(0, nextStart(run.pipeline) - run.seconds));
}
