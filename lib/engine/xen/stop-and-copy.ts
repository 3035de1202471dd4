import { fill } from "../../bitmap/fill.ts";
import type { MigrationResult } from "../run/result.ts";
import { endRun, passStopped, phase, plotRemaining, type Run } from "../run/run.ts";
import { sendAll, sendUnpopulated } from "../run/send-all.ts";
import { requestSuspend, resume, sendState, suspend } from "../run/switchover.ts";

/** Suspend, send everything, resume: the yardstick. Fewest bytes, longest downtime. */
export function stopAndCopy(run: Run): MigrationResult {
  const all = run.createSet();
  fill(all, run.pages);
  requestSuspend(run);
  phase(run, "suspend", "nowhere", () => suspend(run));
  phase(run, "copy", "nowhere", () => {
    sendAll(run, all, run.pages, run.freeBytesPerSecond, passStopped);
    sendUnpopulated(run, passStopped);
    plotRemaining(run, 0);
    sendState(run);
    resume(run);
  });
  return endRun(run, "converged");
}
