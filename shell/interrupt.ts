const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];

/** Exit codes of a process that a signal ended, by the convention of shells. */
const EXIT_CODES: Partial<Record<Deno.Signal, number>> = { SIGINT: 130, SIGTERM: 143 };

/**
 * Does some work that Ctrl-C or a scheduler may stop, and returns its exit code.
 *
 * The first signal aborts the work, which keeps what is done; the code is then that of the signal. The second signal ends the
 * process at once.
 *
 * @param onStop called when a signal has stopped the work
 */
export async function interruptible(
  work: (signal: AbortSignal) => Promise<number>,
  onStop: () => void,
): Promise<number> {
  const controller = new AbortController();
  const stopped = new Error("stopped by a signal");
  let code = 0;
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      code = EXIT_CODES[signal]!;
      remove();
      controller.abort(stopped);
    };
    Deno.addSignalListener(signal, listener);
    return { signal, listener };
  });
  const remove = () => {
    for (const { signal, listener } of listeners.splice(0)) Deno.removeSignalListener(signal, listener);
  };
  try {
    return await work(controller.signal);
  } catch (error) {
    if (error !== stopped) throw error;
    onStop();
    return code;
  } finally {
    remove();
  }
}
