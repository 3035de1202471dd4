/** The cause of an error: the caller's input, a missing requirement of this machine, or the measurement itself. */
export type MeasureErrorKind = "input" | "missing" | "failed";

/** The reason why a migration was not measured, in one line. */
export class MeasureError extends Error {
  override name = "MeasureError";
  kind: MeasureErrorKind;

  /** Creates the error. `reason` continues the sentence after "Cannot measure: ". */
  constructor(kind: MeasureErrorKind, reason: string) {
    super(`Cannot measure: ${oneLine(reason)}`);
    this.kind = kind;
  }
}

/** Joins the lines of a text: programs print several. */
function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, " | ");
}

/** Describes a thrown value in one line. A failure comes before a failure of the cleanup after it. */
export function describeError(error: unknown): string {
  if (error instanceof SuppressedError) {
    return `${describeError(error.suppressed)}; the cleanup failed too: ${describeError(error.error)}`;
  }
  return oneLine(error instanceof Error ? error.message : String(error));
}
