import type { Verdict } from "./result.ts";

/** The meaning of each verdict, in a few words. */
export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  converged: "met its own stop condition",
  forced: "stopped by a limit on rounds, data or time",
  borderline: "seeds end differently",
  diverged: "abandoned at the time or round limit",
};
