import type { ScenarioInput } from "../scenario/types.ts";

/** What was asked for, and how well a guess must meet it. */
export interface Answer {
  /** The number. */
  value: number;
  /** Its unit, as it is written behind a number: `"s"`, `"pages"`. */
  unit: string;
  /** A guess this far off, as a fraction of the value, is still good. Default 0.1. */
  tolerance?: number;
  /** How one could have known, in a sentence or two. */
  explanation?: string;
}

/** A problem made from a seed: everything but its answer, which waits behind {@linkcode Problem.reveal}. */
export interface Problem {
  /** What it is about. */
  topic: string;
  /** What it was made from: the same topic and seed give the same problem. */
  seed: string | number;
  /** The question, with every figure that it takes to answer it. */
  question: string;
  /** The unit of the answer. */
  unit: string;
  /** The scenario that the question describes, for `simulate`. */
  scenario: ScenarioInput;
  /** Tells the answer. A function, so that neither looking at the problem nor writing it as JSON does. */
  reveal(): Answer;
}

/** A topic's problem before it has a topic and a seed. */
export interface Draft {
  question: string;
  unit: string;
  scenario: ScenarioInput;
  /** Works the answer out; called once at most. */
  answer(): { value: number; tolerance: number; explanation: string };
}
