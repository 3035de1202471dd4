import { passRunning, passStopped, phase, type Run } from "./run.ts";

/** Asks a guest that has not been migrated live to suspend itself; until its programs stand still it runs. */
export function requestSuspend(run: Run): void {
  const { suspendRequestSeconds } = run.scenario.source;
  if (suspendRequestSeconds > 0) phase(run, "suspend", "source", () => passRunning(run, suspendRequestSeconds));
}

/** Stops the guest. The last reading of the dirty log is part of the host's suspend cost: nothing is left to pause. */
export function suspend(run: Run): void {
  passStopped(run, run.scenario.source.suspendSeconds);
}

/** Sends `bytes` that are not pages, with the guest stopped, and waits until they have arrived. */
export function sendStopped(run: Run, bytes: number): void {
  run.result.bytesTransferred += bytes;
  passStopped(run, bytes / run.freeBytesPerSecond);
}

/** Sends CPU and device state and waits for its arrival. */
export function sendState(run: Run): void {
  sendStopped(run, run.scenario.vm.stateBytes);
  passStopped(run, run.scenario.network.latencySeconds);
}

/** Starts the guest at the destination. */
export function resume(run: Run): void {
  passStopped(run, run.scenario.destination.resumeSeconds);
}
