import { demand, passWork } from "./link-clock.ts";
import type { Steps } from "./steps.ts";
import { freeDemand, passRunning, passStopped, phase, type Run, slowStart } from "./run.ts";

/** Asks a guest that has not been migrated live to suspend itself, as Xen does. It runs until its programs have stopped. */
export function requestSuspend(run: Run): void {
  const { source: { suspendRequestSeconds }, migration: { hypervisor } } = run.scenario;
  if (hypervisor === "qemu" || suspendRequestSeconds === 0) return;
  phase(run, "suspend", "source", () => passRunning(run, suspendRequestSeconds));
}

/** Stops the guest. */
export function suspend(run: Run): void {
  passStopped(run, run.scenario.source.suspendSeconds);
}

/** Stops the guest and reads the dirty log for the last time. The fixed cost of that read is part of the suspend time. */
export function suspendAndReadLog(run: Run): void {
  suspend(run);
  passStopped(run, run.pages * run.scenario.source.dirtyLogReadSecondsPerPage);
}

/** Sends `bytes` that are not pages, with the guest stopped, and waits until they are on the wire. */
export function* sendStopped(run: Run, bytes: number): Steps<void> {
  passStopped(run, slowStart(run, bytes, run.freeBytesPerSecond));
  run.result.bytesTransferred += bytes;
  yield* demand(run, freeDemand(run));
  yield* passWork(run, () => bytes / run.freeBytesPerSecond, passStopped);
}

/** Sends CPU and device state and waits until it has arrived. */
export function* sendState(run: Run): Steps<void> {
  yield* sendStopped(run, run.scenario.vm.stateBytes);
  yield* demand(run, 0);
  passStopped(run, run.scenario.network.latencySeconds);
}

/** Starts the guest at the destination. */
export function resume(run: Run): void {
  passStopped(run, run.scenario.destination.resumeSeconds);
}
