import { createBitmap } from "../bitmap/create.ts";
import { withArena } from "../bitmap/wasm/arena.ts";
import type { Engine, Hypervisor, Scenario } from "../scenario/types.ts";
import { postCopy } from "./xen/post-copy.ts";
import { preCopyXen } from "./xen/pre-copy.ts";
import type { MigrationResult, Observer } from "./run/result.ts";
import { beginRun, type Run } from "./run/run.ts";
import { postCopyQemu, preCopyQemu, threeStageQemu } from "./qemu/migrate.ts";
import { stopAndCopy } from "./xen/stop-and-copy.ts";
import { threeStage } from "./xen/three-stage.ts";

type Move = (run: Run) => MigrationResult;

const XEN: Record<Engine, Move> = {
  "pre-copy": preCopyXen,
  "three-stage": threeStage,
  "post-copy": postCopy,
  "stop-and-copy": stopAndCopy,
};

const MOVES: Record<Hypervisor, Record<Engine, Move>> = {
  "xen-4.1": XEN,
  "xen-4.6": XEN,
  "qemu": { ...XEN, "pre-copy": preCopyQemu, "three-stage": threeStageQemu, "post-copy": postCopyQemu },
};

/** Sets of pages that an engine has at a time, at most: to send, dirty, unsent, and one to spare. */
const BITMAPS = 4;

/** Simulates one live migration. The result is a pure function of the scenario, which must be complete and checked. */
export function simulateScenario(scenario: Scenario, observer?: Observer): MigrationResult {
  const { vm, migration: { hypervisor, engine } } = scenario;
  const pages = vm.memoryBytes / vm.pageBytes;
  return withArena(
    pages,
    BITMAPS,
    createBitmap,
    (create) => MOVES[hypervisor][engine](beginRun(scenario, observer, create)),
  );
}
