/**
 * The course: fresh problems in live migration from a seed, whose answers are hidden until they are asked for, and the
 * verdict on a guess.
 *
 * @example
 * ```ts
 * import { check, problem } from "@pageferry/pageferry/course";
 *
 * const fresh = problem("working-set", 3);
 * console.log(fresh.question);
 * console.log(check(fresh, 200).text);
 * ```
 *
 * @module
 */
export { check, type Verdict } from "./check.ts";
export { problem } from "./problem.ts";
export { TOPICS } from "./topics.ts";
export type { Answer, Problem } from "./types.ts";
