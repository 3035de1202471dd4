/**
 * The course: fresh problems in live migration from a seed, whose answers are hidden until they are asked for, and the
 * grading of a guess.
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
export { check, type Grade } from "./course/check.ts";
export { problem } from "./course/problem.ts";
export { TOPICS } from "./course/topics.ts";
export type { Answer, Problem } from "./course/types.ts";
