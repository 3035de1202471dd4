import type { ScenarioInput } from "../scenario/types.ts";

/** The answer to a question, and how close a guess must be. */
export interface Answer {
  /** The number. */
  value: number;
  /** The unit as written after the number: `"s"`, `"pages"`. */
  unit: string;
  /** Largest relative error of a good guess. Default 0.1. */
  tolerance?: number;
  /** How to find the answer by hand, in a sentence or two. */
  explanation?: string;
}

/** A problem made from a seed. Only {@linkcode Problem.reveal} gives the answer. */
export interface Problem {
  /** The topic. */
  topic: string;
  /** The seed. The same topic and seed give the same problem. */
  seed: string | number;
  /** The question, with all numbers that are needed to answer it. */
  question: string;
  /** The unit of the answer. */
  unit: string;
  /** The scenario of the question, for `simulate`. */
  scenario: ScenarioInput;
  /** Returns the answer. A function, because printing the problem must not show the answer. */
  reveal(): Answer;
}
