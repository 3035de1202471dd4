import { displayable } from "../jupyter/displayable.ts";
import type { Outcome } from "./parts.ts";

/** Lets an outcome display itself as tables and charts. Loads the code for it when the outcome is displayed. */
export function displayableOutcome<T extends Outcome>(value: T): T {
  return displayable(value, async (value) => (await import("./show.ts")).bundleOf(value));
}
