import type { Engine, Hypervisor, Scenario } from "../scenario/types.ts";
import { postCopy } from "./xen/post-copy.ts";
import { preCopyXen } from "./xen/pre-copy.ts";
import type { MigrationResult } from "./run/result.ts";
import { abandonRun } from "./run/abandon.ts";
import type { Steps } from "./run/steps.ts";
import { beginRun, type Run, type RunOptions } from "./run/run.ts";
import { postCopyQemu, preCopyQemu, threeStageQemu } from "./qemu/migrate.ts";
import { stopAndCopy } from "./xen/stop-and-copy.ts";
import { threeStage } from "./xen/three-stage.ts";

type Algorithm = (run: Run) => Steps<MigrationResult>;

const XEN: Record<Engine, Algorithm> = {
  "pre-copy": preCopyXen,
  "three-stage": threeStage,
  "post-copy": postCopy,
  "stop-and-copy": stopAndCopy,
};

const ALGORITHMS: Record<Hypervisor, Record<Engine, Algorithm>> = {
  "xen-4.1": XEN,
  "xen-4.6": XEN,
  "qemu": { ...XEN, "pre-copy": preCopyQemu, "three-stage": threeStageQemu, "post-copy": postCopyQemu },
};

/**
 * Simulates one live migration.
 *
 * @param scenario complete and checked, as `parseScenario` returns it
 * @param options an observer, and a pool of bitmaps to reuse
 * @returns the result, a pure function of the scenario
 */
export function simulateScenario(scenario: Scenario, options?: RunOptions): MigrationResult {
  const run = beginRun(scenario, options);
  const step = stepsOf(run).next();
  // The link is known to the end. A migration that still waits for it waits for a link that never comes back.
  return step.done ? step.value : abandonRun(run, run.timeLimitSeconds);
}

/** The migration that has begun with `run`, step by step, for a link that is shared with others. */
export function stepsOf(run: Run): Steps<MigrationResult> {
  const { hypervisor, engine } = run.scenario.migration;
  return ALGORITHMS[hypervisor][engine](run);
}
