import type { Steps } from "../run/steps.ts";
import type { MigrationResult } from "../run/result.ts";
import { allPages, endRun, phase, phaseInSteps, recordRemaining, type Run } from "../run/run.ts";
import { sendAll, sendUnpopulated } from "../run/send-all.ts";
import { requestSuspend, resume, sendState, suspend } from "../run/switchover.ts";

/** Stop-and-copy: suspend, send everything, resume. The baseline with the fewest bytes and the longest downtime. */
export function* stopAndCopy(run: Run): Steps<MigrationResult> {
  const all = allPages(run);
  requestSuspend(run);
  phase(run, "suspend", "nowhere", () => suspend(run));
  yield* phaseInSteps(run, "copy", "nowhere", function* () {
    yield* sendAll(run, all, { pages: run.pages, guest: "stopped" });
    yield* sendUnpopulated(run, { guest: "stopped" });
    recordRemaining(run, 0);
    yield* sendState(run);
    resume(run);
  });
  return endRun(run, "converged");
}
