/** Someone asked us to stop. */
export class Interruption extends Error {
  /** The class's name. */
  override name = "Interruption";
  /** What a shell reports of a process that this signal ended: 128 + its number. */
  exitCode: number;

  /** Makes it from the signal's name and number. */
  constructor(signalName: string, signalNumber: number) {
    super(`Stopped by ${signalName}, everything that was started is gone`);
    this.exitCode = 128 + signalNumber;
  }
}

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs `work` with a signal that aborts, with an {@linkcode Interruption}, when the process is asked to stop.
 *
 * Asking again changes nothing: tidying up takes a moment and must not be cut short.
 *
 * @example
 * ```ts
 * import { interruptible } from "./interruption.ts";
 * console.assert(await interruptible(() => Promise.resolve(3)) === 3);
 * ```
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const listeners = Object.entries(SIGNALS).map(([name, number]) => {
    const listener = () => controller.abort(new Interruption(name, number));
    return { name: name as keyof typeof SIGNALS, listener };
  });
  for (const { name, listener } of listeners) Deno.addSignalListener(name, listener);
  try {
    return await work(controller.signal);
  } finally {
    for (const { name, listener } of listeners) Deno.removeSignalListener(name, listener);
  }
}
