/** What a migration tells when it knows its link no further. */
export interface Wait {
  /** Until then the migration uses the link as it does now, if the link stays as it is. */
  untilSeconds: number;
  /** Payload bytes per second that it could use at most from then on. */
  demandBytesPerSecond: number;
}

/**
 * A part of a migration that may have to wait until it knows more about its link. Whoever runs it extends
 * `run.knownSeconds`, or adds to `run.changes`, before it goes on.
 */
export type Steps<T> = Generator<Wait, T, void>;
