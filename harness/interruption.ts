/** The reason of an abort caused by a signal to stop the process. */
export class Interruption extends Error {
  override name = "Interruption";
  /** The exit code that shells report for a process that the signal ended: 128 + the signal's number. */
  exitCode: number;

  /** Creates it from the signal's name and number. */
  constructor(signalName: string, signalNumber: number) {
    super(`Stopped by ${signalName}, and cleaned up`);
    this.exitCode = 128 + signalNumber;
  }
}

const SIGNALS: readonly { name: Deno.Signal; number: number }[] = [
  { name: "SIGHUP", number: 1 },
  { name: "SIGINT", number: 2 },
  { name: "SIGTERM", number: 15 },
];

/**
 * Runs `work` with a signal that aborts with an {@linkcode Interruption} when the process receives a signal to stop.
 *
 * Further requests have no effect: cleaning up takes a moment and must not be cut short.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  using listeners = new DisposableStack();
  for (const { name, number } of SIGNALS) {
    const listener = () => controller.abort(new Interruption(name, number));
    Deno.addSignalListener(name, listener);
    listeners.defer(() => Deno.removeSignalListener(name, listener));
  }
  return await work(controller.signal);
}
