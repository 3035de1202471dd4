import type { Verdict } from "./result.ts";

/** What a verdict means, in a few words. */
export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  converged: "it ended by its own rule",
  forced: "a limit on rounds or data ended it",
  borderline: "seeds differ in how it ends",
  diverged: "it was given up at its time limit",
};
