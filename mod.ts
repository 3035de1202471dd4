/**
 * Pageferry: a page-level simulator of VM live migration.
 *
 * It simulates a migration page by page over `Uint32Array` bitmaps, in three families of algorithm: pre-copy, three-stage
 * copy (a hybrid of pre-copy and post-copy) and post-copy, with stop-and-copy as the baseline.
 *
 * @example
 * ```ts
 * import { GiB, simulate } from "@pageferry/pageferry";
 * import { assert, assertStrictEquals } from "@std/assert";
 *
 * const result = simulate({
 *   vm: { memoryBytes: GiB },
 *   workload: { kind: "hot-cold", writesPerSecond: 5000, hotFraction: 0.05, hotShare: 0.9 },
 * });
 * assertStrictEquals(result.verdict, "forced");
 * assert(result.totalSeconds > 9 && result.downtimeSeconds! < 0.2);
 * ```
 *
 * @module
 */
export { compare, type CompareOptions } from "./lib/compare.ts";
export type { RateBound, SendRate } from "./lib/engine/link/send-rate.ts";
export type { MigrationResult, Observer, Phase, Round, TimelinePoint, Verdict } from "./lib/engine/run/result.ts";
export { cellStates } from "./lib/film/cell-states.ts";
export type { CellState } from "./lib/film/cell-states.ts";
export { film } from "./lib/film/film.ts";
export { frameAt } from "./lib/film/frame-at.ts";
export type { AfterResume, Film, FilmOptions, Pass } from "./lib/film/types.ts";
export {
  CONGESTION_CONTROLS,
  type CongestionControl,
  type Engine,
  ENGINES,
  type Hypervisor,
  HYPERVISORS,
  type LimitMemory,
  type Placement,
  type PlatformName,
  PLATFORMS,
  type PresetName,
  PRESETS,
  type TimeLimitAction,
} from "./lib/scenario/names.ts";
export { parseScenario } from "./lib/scenario/parse.ts";
export type {
  CurvePoint,
  CurveWorkload,
  Extent,
  Host,
  HotColdWorkload,
  LinkChange,
  Migration,
  Network,
  PowerLawWorkload,
  RatedWorkload,
  Scenario,
  ScenarioInput,
  SequentialWorkload,
  Touching,
  TraceFrame,
  TraceWorkload,
  UniformWorkload,
  Vm,
  Workload,
  WorkloadRange,
  Writing,
} from "./lib/scenario/types.ts";
export { simulate, type SimulateOptions } from "./lib/simulate.ts";
export { Gbit, GiB, KiB, Mbit, MiB, TiB } from "./lib/text/unit-constants.ts";
