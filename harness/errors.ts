/** What went wrong: the caller's input, something this machine lacks, or the measurement itself. */
export type MeasureErrorKind = "input" | "missing" | "failed";

/**
 * Why a migration was not measured, in one line that a person can act on.
 *
 * @example
 * ```ts
 * import { MeasureError } from "./errors.ts";
 * const error = new MeasureError("missing", "tc is not installed (in Debian: apt install iproute2)");
 * console.assert(error.message === "Cannot measure: tc is not installed (in Debian: apt install iproute2)");
 * ```
 */
export class MeasureError extends Error {
  /** The class's name. */
  override name = "MeasureError";
  /** Who can mend it: `input` the caller, `missing` the machine's owner, `failed` nobody yet. */
  kind: MeasureErrorKind;

  /** Makes the error; `reason` reads on after "Cannot measure: ". */
  constructor(kind: MeasureErrorKind, reason: string) {
    super(`Cannot measure: ${oneLine(reason)}`);
    this.kind = kind;
  }
}

/** The same text on one line: programs we call print several. */
function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, " | ");
}

/**
 * What to print for anything that was thrown, the failure before that of tidying up after it.
 *
 * @example
 * ```ts
 * import { describeError } from "./errors.ts";
 * console.assert(describeError(new Error("no\nway")) === "no | way");
 * ```
 */
export function describeError(error: unknown): string {
  if (error instanceof SuppressedError) {
    return `${describeError(error.suppressed)}; tidying up failed too: ${describeError(error.error)}`;
  }
  return oneLine(error instanceof Error ? error.message : String(error));
}
