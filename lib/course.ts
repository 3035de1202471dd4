/**
 * Exercises in live migration: problems made from a seed with hidden answers, and grading of guesses.
 *
 * @example
 * ```ts
 * import { check, problem } from "@pageferry/pageferry/course";
 * import { assertMatch } from "@std/assert";
 *
 * const exercise = problem("working-set", 3);
 * assertMatch(exercise.question, /How long is the downtime\?$/);
 * assertMatch(check(exercise, 200).text, /^Your guess: 200 ms\. Answer: /);
 * ```
 *
 * @module
 */
export { check, type Grade } from "./course/check.ts";
export { problem, TOPICS } from "./course/problem.ts";
export type { Answer, Problem } from "./course/types.ts";
