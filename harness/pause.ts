/**
 * Waits so many milliseconds; rejects with the signal's reason as soon as it aborts.
 *
 * @example
 * ```ts
 * import { pause } from "./pause.ts";
 * await pause(1);
 * ```
 */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/**
 * The promise, unless the signal aborts or the time runs out first: then it rejects with the signal's reason or with
 * what `onTimeout` makes.
 *
 * @example
 * ```ts
 * import { within } from "./pause.ts";
 * console.assert(await within(Promise.resolve(3), { seconds: 1, onTimeout: () => new Error("late") }) === 3);
 * ```
 */
export async function within<T>(
  promise: Promise<T>,
  limits: { seconds: number; onTimeout: () => Error; signal?: AbortSignal },
): Promise<T> {
  const settled = new AbortController();
  const signal = limits.signal ? AbortSignal.any([limits.signal, settled.signal]) : settled.signal;
  const late = pause(limits.seconds * 1000, signal).then(() => {
    throw limits.onTimeout();
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    // The timer goes, and the loser of the race must not surface as an unhandled rejection.
    late.catch(() => {});
    promise.catch(() => {});
    settled.abort();
  }
}
