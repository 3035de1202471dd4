import { createAutoConverge, noteSync } from "./auto-converge.ts";
import { discardBytes } from "./discard.ts";
import { nextStart, put } from "./pipeline.ts";
import type { MigrationResult } from "./result.ts";
import { endRun, passRunning, passStopped, phase, plotRemaining, type Run } from "./run.ts";
import { createSender, type Sender, sendSome, sync } from "./sender.ts";
import { pushAndFetch } from "./stage-three.ts";
import { createThrottle, secondsAsleep } from "./throttle.ts";

/** Length of the window over which bandwidth is measured and the cap budgeted (`BUFFER_DELAY`, 100 ms). */
const WINDOW_SECONDS = 0.1;
/** How long one call may send before the limits are looked at again (`MAX_WAIT`, 50 ms). */
const ITERATION_SECONDS = 0.05;
/** A migration that has read the dirty log this often will not converge: it is given up before its time limit. */
const MOST_SYNCS = 100_000;

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

/** QEMU's post-copy with the switch asked for at once: it is heard when the first call to send returns. */
export function postCopyQemu(run: Run): MigrationResult {
  const sender = createSender(run);
  phase(run, "round", "source", () => {
    passRunning(run, run.scenario.source.roundSeconds);
    sendSome(run, sender, { untilSeconds: run.seconds + ITERATION_SECONDS, bytes: Infinity, pass: passRunning });
  });
  return switchToPostCopy(run, sender);
}

/** migration_completion: stop the guest, synchronise, send the rest without the cap, then the state. */
function complete(run: Run, sender: Sender): MigrationResult {
  const { migration, vm, source, destination } = run.scenario;
  phase(run, "suspend", "nowhere", () => {
    passStopped(run, source.suspendSeconds);
    sync(run, sender);
    plotRemaining(run, sender.pending);
  });
  phase(run, "final copy", "nowhere", () => {
    sendSome(run, sender, { untilSeconds: Infinity, bytes: Infinity, pass: passStopped });
    plotRemaining(run, 0);
    sendBlob(run, vm.stateBytes);
    if (!migration.waitForDestination) return;
    passStopped(run, run.pipeline.wireFreeSeconds + run.pipeline.latencySeconds - run.seconds);
    passStopped(run, destination.resumeSeconds);
  });
  return endRun(run, "converged");
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
  const budget = (migration.maxBytesPerSecond ?? Infinity) * WINDOW_SECONDS;
  let syncs = 0;
  let threshold = 0;
  let windowSeconds = run.seconds;
  let windowBytes = result.bytesTransferred;
  let roundStart = { seconds: run.seconds, pages: 0, bytes: 0, pending: sender.pending };
  passRunning(run, source.roundSeconds);

  /** Writes down what happened since the last sync, as a round. */
  const closeRound = (pagesDirtied: number): void => {
    const sent = result.pagesTransferred + result.zeroPagesTransferred;
    result.rounds.push({
      index: result.rounds.length + 1,
      guest: "running",
      startSeconds: roundStart.seconds,
      seconds: run.seconds - roundStart.seconds,
      pagesWalked: sent - roundStart.pages,
      pagesSent: sent - roundStart.pages,
      pagesSkipped: 0,
      pagesDirtied,
      bytes: result.bytesTransferred - roundStart.bytes,
    });
    roundStart = { seconds: run.seconds, pages: sent, bytes: result.bytesTransferred, pending: sender.pending };
  };

  return phase(run, "round", "source", () => {
    while (run.seconds < run.timeLimitSeconds && syncs < MOST_SYNCS) {
      if (sender.pending * vm.pageBytes < threshold || sender.pending === 0) {
        plotRemaining(run, sender.pending);
        passRunning(run, source.dirtyLogReadSeconds);
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
  const { source, destination, vm } = run.scenario;
  phase(run, "suspend", "nowhere", () => {
    passStopped(run, source.suspendSeconds);
    sync(run, sender);
    plotRemaining(run, sender.pending);
    sendBlob(run, discardBytes(sender.toSend) + vm.stateBytes);
  });
  const pushFromSeconds = run.seconds;
  phase(run, "hand-over", "nowhere", () => {
    const arrival = run.pipeline.wireFreeSeconds + run.pipeline.latencySeconds;
    passStopped(run, Math.max(0, arrival - run.seconds) + destination.resumeSeconds);
  });
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
