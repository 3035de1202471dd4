import { createBitmap } from "../bitmap/create.ts";
import { withArena } from "../kernel/arena.ts";
import { parseScenario } from "../scenario/parse.ts";
import type { Discipline, Engine, Scenario, ScenarioInput } from "../scenario/types.ts";
import { postCopy } from "./post-copy.ts";
import { preCopyXen } from "./pre-copy-xen.ts";
import type { MigrationResult, Observer } from "./result.ts";
import { beginRun, type Run } from "./run.ts";
import { postCopyQemu, preCopyQemu, threeStageQemu } from "./qemu.ts";
import { stopAndCopy } from "./stop-and-copy.ts";
import { threeStage } from "./three-stage.ts";

type Move = (run: Run) => MigrationResult;

const XEN: Record<Engine, Move> = {
  "pre-copy": preCopyXen,
  "three-stage": threeStage,
  "post-copy": postCopy,
  "stop-and-copy": stopAndCopy,
};

const ENGINES: Record<Discipline, Record<Engine, Move>> = {
  "xen-4.1": XEN,
  "xen-4.6": XEN,
  "qemu": { ...XEN, "pre-copy": preCopyQemu, "three-stage": threeStageQemu, "post-copy": postCopyQemu },
};

/** Sets of pages that an engine has at a time, at most: to send, dirty, unsent, and one to spare. */
const BITMAPS = 4;

/**
 * Simulates one live migration, page by page.
 *
 * A pure function of its data: the same scenario gives the same result on every machine.
 *
 * @param input any part of a scenario; a preset fills in the rest
 * @param observer watches pages being sent and the dirty log being read
 * @returns times in seconds, data in pages and bytes, the rounds, phases and remaining-pages curve
 * @throws {TypeError} if a field is missing, misspelt or of the wrong type
 * @throws {RangeError} if a value is out of range
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import assert from "node:assert/strict";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 256 * 2 ** 20 },
 *   workload: { kind: "uniform", writesPerSecond: 2000, pages: 8192 },
 *   migration: { engine: "three-stage" },
 * });
 * assert.equal(result.verdict, "converged");
 * assert.ok(result.downtimeSeconds! < 0.1);
 * ```
 */
export function simulate(input: ScenarioInput, observer?: Observer): MigrationResult {
  return simulateChecked(parseScenario(input), observer);
}

/** {@linkcode simulate} for a scenario that is complete and checked already. */
export function simulateChecked(scenario: Scenario, observer?: Observer): MigrationResult {
  const { vm, migration: { discipline, engine } } = scenario;
  const pages = vm.memoryBytes / vm.pageBytes;
  return withArena(
    pages,
    BITMAPS,
    createBitmap,
    (create) => ENGINES[discipline][engine](beginRun(scenario, observer, create)),
  );
}
