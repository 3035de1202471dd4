import { passStopped, type Run, slowStart } from "./run.ts";

/** Stops the guest. The cost of the last dirty-log read is part of the host's suspend time. */
export function suspend(run: Run): void {
  passStopped(run, run.scenario.source.suspendSeconds);
}

/** Sends `bytes` that are not pages, with the guest stopped, and waits until they are on the wire. */
export function sendStopped(run: Run, bytes: number): void {
  passStopped(run, slowStart(run, bytes, run.freeBytesPerSecond));
  run.result.bytesTransferred += bytes;
  passStopped(run, bytes / run.freeBytesPerSecond);
}

/** Sends CPU and device state and waits until it has arrived. */
export function sendState(run: Run): void {
  sendStopped(run, run.scenario.vm.stateBytes);
  passStopped(run, run.scenario.network.latencySeconds);
}

/** Starts the guest at the destination. */
export function resume(run: Run): void {
  passStopped(run, run.scenario.destination.resumeSeconds);
}
