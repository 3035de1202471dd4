import { createAutoConverge, noteSync } from "./auto-converge.ts";
import { discardBytes } from "./discard.ts";
import { nextStart, put } from "../link/pipeline.ts";
import type { MigrationResult } from "../run/result.ts";
import { endRun, passRunning, passStopped, phase, plotRemaining, type Run } from "../run/run.ts";
import { beginRound, endRound } from "../run/rounds.ts";
import { createSender, type Sender, sendSome, sync } from "./sender.ts";
import { walkSeconds } from "../run/send-all.ts";
import { pushAndFetch } from "../post-copy/stage-three.ts";
import { suspendAndReadLog } from "../run/switchover.ts";
import { createThrottle, secondsAsleep } from "../guest/throttle.ts";

/** Length of the window over which bandwidth is measured and the cap budgeted (`BUFFER_DELAY`, 100 ms). */
const WINDOW_SECONDS = 0.1;
/** How long one call may send before the limits are looked at again (`MAX_WAIT`, 50 ms). */
const ITERATION_SECONDS = 0.05;

/**
 * QEMU's pre-copy (`migration/migration.c`, `migration/ram.c`): no rounds, but a cursor that goes round over the bitmap.
 * The dirty log is synchronised only when what is pending could be sent within the downtime limit at the bandwidth last
 * measured; if that still holds after the sync, the guest is stopped and the rest is sent.
 */
export function preCopyQemu(run: Run): MigrationResult {
  const sender = createSender(run);
  return iterate(run, sender, () => false) === "completes" ? complete(run, sender) : endRun(run, "diverged");
}

/**
 * Three-stage copy as QEMU can do it: pre-copy until the first pass is seen to end, then the switch to post-copy. Where so
 * little is dirty by then that pre-copy may complete, QEMU completes, and the third stage has nothing to do.
 */
export function threeStageQemu(run: Run): MigrationResult {
  const { switchDelaySeconds } = run.scenario.migration;
  const sender = createSender(run);
  let passEnded = Infinity;
  const how = iterate(run, sender, (syncs) => {
    if (syncs > 0) passEnded = Math.min(passEnded, run.seconds);
    return run.seconds >= passEnded + switchDelaySeconds;
  });
  if (how === "switches") return switchToPostCopy(run, sender);
  return how === "completes" ? complete(run, sender) : endRun(run, "diverged");
}

/**
 * QEMU's post-copy with the switch asked for at once: it is heard when the first call to send returns, and the window ends
 * if that call used up its budget.
 */
export function postCopyQemu(run: Run): MigrationResult {
  const sender = createSender(run);
  const budget = windowBudget(run);
  phase(run, "round", "source", () => {
    const windowEnd = run.seconds + WINDOW_SECONDS;
    const start = beginRound(run);
    passRunning(run, run.scenario.source.roundSeconds);
    sendSome(run, sender, { untilSeconds: run.seconds + ITERATION_SECONDS, bytes: budget, pass: passRunning });
    if (run.result.bytesTransferred >= budget) passRunning(run, Math.max(0, windowEnd - run.seconds));
    endRound(run, start, "running", 0);
  });
  return switchToPostCopy(run, sender);
}

/**
 * migration_completion: stop the guest, synchronise, send the rest without the cap, then the state; the guest starts when
 * that has come through the queue. (QEMU's source stops its own clock when the final copy is written.)
 */
function complete(run: Run, sender: Sender): MigrationResult {
  const { vm } = run.scenario;
  phase(run, "suspend", "nowhere", () => {
    suspendAndReadLog(run);
    sync(run, sender);
    plotRemaining(run, sender.pending);
  });
  phase(run, "final copy", "nowhere", () => {
    const start = beginRound(run);
    sendSome(run, sender, { untilSeconds: Infinity, bytes: Infinity, pass: passStopped });
    plotRemaining(run, 0);
    endRound(run, start, "stopped", 0);
    sendBlob(run, vm.stateBytes);
  });
  switchover(run, 0);
  return endRun(run, "converged");
}

/** The state comes through the queue; the destination drops `absentPages` stale pages and starts the guest. */
function switchover(run: Run, absentPages: number): void {
  const { pipeline, scenario: { destination } } = run;
  phase(run, "switchover", "nowhere", () => {
    const arrival = pipeline.wireFreeSeconds + pipeline.latencySeconds;
    passStopped(run, Math.max(0, arrival - run.seconds));
    passStopped(run, absentPages * destination.markAbsentSecondsPerPage + destination.resumeSeconds);
  });
}

/** Bytes that may be sent in one window with the guest at the source. */
function windowBudget(run: Run): number {
  return (run.scenario.migration.maxBytesPerSecond ?? Infinity) * WINDOW_SECONDS;
}

/**
 * The loop of migration_thread with the guest at the source, until pre-copy may complete, or `switchNow` asks for the
 * switch to post-copy, or the time limit is reached.
 */
function iterate(
  run: Run,
  sender: Sender,
  switchNow: (syncs: number) => boolean,
): "completes" | "switches" | "out of time" {
  const { migration, source, vm } = run.scenario;
  const { result } = run;
  const autoConverge = createAutoConverge();
  const budget = windowBudget(run);
  let syncs = 0;
  let threshold = 0;
  let windowSeconds = run.seconds;
  let windowBytes = result.bytesTransferred;
  let start = beginRound(run);

  /** Writes down what happened since the last sync, as a round. */
  const closeRound = (pagesDirtied: number): void => {
    endRound(run, start, "running", pagesDirtied);
    start = beginRound(run);
  };

  return phase(run, "round", "source", () => {
    passRunning(run, source.roundSeconds);
    while (run.seconds < run.timeLimitSeconds && syncs < migration.maxRounds) {
      if (sender.pending * vm.pageBytes < threshold || sender.pending === 0) {
        plotRemaining(run, sender.pending);
        const readSeconds = source.dirtyLogReadSeconds + run.pages * source.dirtyLogReadSecondsPerPage;
        passRunning(run, readSeconds + walkSeconds(run, run.pages));
        if (migration.syncAwaitsVcpus && run.throttle) passRunning(run, secondsAsleep(run.throttle, run.random));
        const dirtied = sync(run, sender);
        syncs++;
        closeRound(dirtied);
        plotRemaining(run, sender.pending);
        if (
          migration.autoConverge && noteSync(autoConverge, run.seconds, dirtied * vm.pageBytes, result.bytesTransferred)
        ) {
          run.throttle = createThrottle(run.pace, autoConverge.throttle, run.seconds);
        }
        if (sender.pending === 0 || sender.pending * vm.pageBytes < threshold) return "completes";
      }
      if (switchNow(syncs)) {
        closeRound(0);
        return "switches";
      }
      const untilSeconds = run.seconds + ITERATION_SECONDS;
      const left = budget - (result.bytesTransferred - windowBytes);
      if (left > 0) sendSome(run, sender, { untilSeconds, bytes: left, pass: passRunning });
      const windowEnd = windowSeconds + WINDOW_SECONDS;
      // The budget of this window is used up: sleep until it ends.
      if (run.seconds < windowEnd && result.bytesTransferred - windowBytes >= budget) {
        passRunning(run, windowEnd - run.seconds);
      }
      if (run.seconds >= windowEnd) {
        const bytesPerSecond = (result.bytesTransferred - windowBytes) / (run.seconds - windowSeconds);
        threshold = bytesPerSecond * migration.downtimeLimitSeconds;
        windowSeconds = run.seconds;
        windowBytes = result.bytesTransferred;
      }
    }
    closeRound(0);
    return "out of time";
  });
}

/**
 * The switch (postcopy_start): stop the guest, synchronise, tell the destination which pages to discard, send the state in
 * one package and go on pushing at once. The guest starts when the package has come through the queue.
 */
function switchToPostCopy(run: Run, sender: Sender): MigrationResult {
  const { vm } = run.scenario;
  phase(run, "suspend", "nowhere", () => {
    suspendAndReadLog(run);
    sync(run, sender);
    plotRemaining(run, sender.pending);
    sendBlob(run, discardBytes(sender.toSend) + vm.stateBytes);
  });
  const pushFromSeconds = run.seconds;
  switchover(run, run.scenario.migration.engine === "post-copy" ? 0 : sender.pending);
  const finished = phase(run, "push and fetch", "destination", () => pushAndFetch(run, sender.toSend, pushFromSeconds));
  return endRun(run, finished ? "converged" : "diverged");
}

/** Puts bytes that are not pages into the stream, and waits until the queue has taken them. */
function sendBlob(run: Run, bytes: number): void {
  run.result.bytesTransferred += bytes;
  run.pipeline.hostFreeSeconds = Math.max(run.pipeline.hostFreeSeconds, run.seconds);
  put(run.pipeline, 1, bytes, bytes, nextStart(run.pipeline));
  passStopped(run, Math.max(0, nextStart(run.pipeline) - run.seconds));
}
