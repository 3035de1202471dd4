import { Random } from "../random/random.ts";
import { notOneOf, quote } from "../text/message.ts";
import { dirtyPages, downtimeLimit, type Draft, postCopy, theCliff, threeStage, workingSet } from "./drafts.ts";
import { realRun } from "./real-run.ts";
import type { Answer, Problem } from "./types.ts";

/** The function that drafts the problems of each topic. It takes all randomness from `random`. */
const DRAFTS: Readonly<Record<string, (random: Random, seed: string | number) => Draft>> = {
  "dirty-pages": dirtyPages,
  "working-set": workingSet,
  "the-cliff": theCliff,
  "post-copy": postCopy,
  "three-stage": threeStage,
  "downtime-limit": downtimeLimit,
  "real-run": realRun,
};

/** The topics with problems, in the order of the course. They are the names of the notebooks without numbers. */
export const TOPICS: readonly string[] = Object.keys(DRAFTS);

/**
 * Makes a problem in live migration: a scenario in round numbers, a question, and a hidden answer from a simulation or a
 * measured migration.
 *
 * @param topic one of {@linkcode TOPICS}
 * @param seed a string or a whole number; another seed gives another problem
 * @returns the problem; `reveal()` returns its answer
 * @throws {RangeError | TypeError} if the topic does not exist, or the seed is neither a string nor a whole number
 *
 * @example
 * ```ts
 * import { check, problem } from "@pageferry/pageferry/course";
 * import { assert, assertStrictEquals } from "@std/assert";
 *
 * const cliff = problem("the-cliff", 7);
 * const { value } = cliff.reveal();
 * assert(!JSON.stringify(cliff).includes(String(value)));
 * assertStrictEquals(check(cliff, value).right, true);
 * ```
 */
export function problem(topic: string, seed: string | number): Problem {
  if (typeof topic !== "string" || !Object.hasOwn(DRAFTS, topic)) {
    throw notOneOf(topic, { task: "make a problem", where: "topic", names: TOPICS });
  }
  if (typeof seed !== "string" && !Number.isInteger(seed)) {
    throw new TypeError(`Cannot make a problem: seed must be a string or a whole number, got ${quote(seed)}`);
  }
  const { question, unit, scenario, answer } = DRAFTS[topic](new Random(`problem/${topic}/${seed}`), seed);
  let answered: Answer | undefined;
  return { topic, seed, question, unit, scenario, reveal: () => answered ??= { ...answer(), unit } };
}
