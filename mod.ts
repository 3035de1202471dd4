/**
 * Pageferry: a laboratory for live migration of virtual machines.
 *
 * Simulates a migration page by page over `Uint32Array` bitmaps, in three families of algorithm: pre-copy, three-stage
 * copy and post-copy, with stop-and-copy as the yardstick.
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 2 ** 30 },
 *   workload: { kind: "hot-cold", writesPerSecond: 5000, hotFraction: 0.05, hotShare: 0.9 },
 * });
 * console.log(result.totalSeconds, result.downtimeSeconds, result.verdict);
 * ```
 *
 * @module
 */
export * from "./lib/bitmap/mod.ts";
export * from "./lib/engine/mod.ts";
export * from "./lib/film/mod.ts";
export * from "./lib/random/mod.ts";
export * from "./lib/scenario/mod.ts";
export * from "./lib/workload/mod.ts";
// In place of the engine's own: what it returns shows itself in notebooks.
export { simulate } from "./lib/display/simulate.ts";
