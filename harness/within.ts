import { deadline } from "@std/async/deadline";

/** Limits of {@linkcode within}. */
export interface WithinOptions<L> {
  seconds: number;
  /** Gives the value after the time limit, or throws. */
  onTimeout: () => L;
  signal?: AbortSignal;
}

/**
 * Waits for a promise, up to a time limit.
 *
 * @throws the signal's reason if it aborts first
 */
export async function within<T, L>(
  promise: Promise<T>,
  { seconds, onTimeout, signal }: WithinOptions<L>,
): Promise<T | L> {
  try {
    return await deadline(promise, seconds * 1000, { signal });
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") return onTimeout();
    throw error;
  }
}
