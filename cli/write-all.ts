/** How long to wait for a reader that has fallen behind a non-blocking pipe. */
const WAIT_MILLISECONDS = 5;

/**
 * Writes a whole text. A reader that has gone away (`| head -1`) wants no more of it: that is no error, so the rest is
 * dropped.
 */
export function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  for (let rest = new TextEncoder().encode(text); rest.length > 0;) {
    try {
      rest = rest.subarray(stream.writeSync(rest));
    } catch (error) {
      if (error instanceof Deno.errors.BrokenPipe) return;
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MILLISECONDS);
    }
  }
}
