/** The cause of an error: the caller's input, a missing requirement of this machine, or the measurement itself. */
export type MeasureErrorKind = "input" | "missing" | "failed";

/**
 * The reason why a migration was not measured, in one line.
 *
 * @example
 * ```ts
 * import { MeasureError } from "./errors.ts";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const error = new MeasureError("missing", "tc is not installed (in Debian: apt install iproute2)");
 * assertStrictEquals(error.message, "Cannot measure: tc is not installed (in Debian: apt install iproute2)");
 * ```
 */
export class MeasureError extends Error {
  /** The name of the class. */
  override name = "MeasureError";
  /** The cause. */
  kind: MeasureErrorKind;

  /** Creates the error. `reason` continues the sentence after "Cannot measure: ". */
  constructor(kind: MeasureErrorKind, reason: string) {
    super(`Cannot measure: ${oneLine(reason)}`);
    this.kind = kind;
  }
}

/** Joins lines of output into one. */
function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, " | ");
}

/**
 * Describes a thrown value in one line. If the cleanup after a failure fails too, the first failure is named first.
 *
 * @example
 * ```ts
 * import { describeError } from "./errors.ts";
 * import { assertStrictEquals } from "@std/assert";
 *
 * assertStrictEquals(describeError(new Error("no\nway")), "no | way");
 * ```
 */
export function describeError(error: unknown): string {
  if (error instanceof SuppressedError) {
    return `${describeError(error.suppressed)}; the cleanup failed too: ${describeError(error.error)}`;
  }
  return oneLine(error instanceof Error ? error.message : String(error));
}
