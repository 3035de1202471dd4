import type { Steps } from "../run/steps.ts";
import type { MigrationResult } from "../run/result.ts";
import { allPages, endRun, phaseInSteps, type Run } from "../run/run.ts";
import { pushAndFetch } from "../post-copy/push-and-fetch.ts";
import { requestSuspend, resume, sendState, suspend } from "../run/switchover.ts";

/**
 * Post-copy (Hines and Gopalan, VEE 2009): suspend at once, send the state, resume at the destination, then push all of
 * memory while faults fetch the pages that the guest touches first. Every page is sent once.
 */
export function* postCopy(run: Run): Steps<MigrationResult> {
  const absent = allPages(run);
  requestSuspend(run);
  yield* phaseInSteps(run, "switchover", "nowhere", function* () {
    suspend(run);
    yield* sendState(run);
    resume(run);
  });
  const finished = yield* phaseInSteps(run, "push and fetch", "destination", () => pushAndFetch(run, absent));
  return endRun(run, finished ? "converged" : "diverged");
}
