import type { Engine, Hypervisor } from "../scenario/types.ts";
import { postCopy } from "./xen/post-copy.ts";
import { preCopyXen } from "./xen/pre-copy.ts";
import type { MigrationResult } from "./run/result.ts";
import type { Steps } from "./run/steps.ts";
import type { Run } from "./run/run.ts";
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

/** The migration that has begun with `run`, step by step, for a link that is shared with others. */
export function stepsOf(run: Run): Steps<MigrationResult> {
  const { hypervisor, engine } = run.scenario.migration;
  return ALGORITHMS[hypervisor][engine](run);
}
