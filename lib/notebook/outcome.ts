import { displayable } from "../jupyter/displayable.ts";
import type { Outcome } from "./parts.ts";

/** Lets a result display itself as tables and charts, which are loaded when they are first needed. */
export function displayableOutcome<T extends Outcome>(value: T): T {
  return displayable(value, async (value) => (await import("./show.ts")).bundleOf(value));
}
