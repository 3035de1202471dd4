import { paceText, progressBar } from "../text/progress-bar.ts";
import { pauseThread } from "./displayable.ts";
import { currentKernel, type JupyterKernel } from "./kernel.ts";

/** The start of the HTML of a progress line, in a cell and in a saved notebook. */
export const PROGRESS_MARK = '<p class="pageferry-progress"';

/** Options of {@linkcode withProgress}. */
export interface ProgressOptions {
  /** The name of what is counted, such as "simulations". */
  what: string;
  /** Called instead of showing a progress line. */
  onProgress?: (done: number, total: number) => void;
  /** The Jupyter kernel; `null` for none. Default: the one this runs in, if any. */
  kernel?: JupyterKernel | null;
  /** Milliseconds on a clock. Default `performance.now`. */
  now?: () => number;
  /** Blocks this thread for a number of milliseconds. */
  pause?: (milliseconds: number) => void;
}

/** Shorter work shows no progress. */
const PATIENCE_MILLISECONDS = 400;
/** The shortest time between two changes of the line. */
const INTERVAL_MILLISECONDS = 100;
/** Time for the kernel to send the last change: 3 of 300 cells lost it without a wait, none of 300 with 5 ms. */
const SETTLE_MILLISECONDS = 20;

/** A progress line below a cell. */
export interface ProgressLine {
  /** Shows the number done and the total. Outside Jupyter it is the caller's `onProgress`, if any. */
  onProgress?: (done: number, total: number) => void;
  /** Removes the line. */
  end(): void;
}

/**
 * Does some work and shows a progress line below the cell meanwhile. Outside Jupyter it only does the work.
 *
 * The work may be synchronous, because the kernel sends messages from another thread.
 *
 * @param work receives a function to call with the number done and the total; outside Jupyter it is `undefined`
 */
export function withProgress<T>(
  options: ProgressOptions,
  work: (onProgress?: (done: number, total: number) => void) => T,
): T {
  const line = progressLine(options);
  try {
    return work(line.onProgress);
  } finally {
    line.end();
  }
}

/** A progress line for work that takes its time in several turns. It appears when the work turns out to be long. */
export function progressLine(options: ProgressOptions): ProgressLine {
  const { what, onProgress, kernel = currentKernel(), now = () => performance.now(), pause = pauseThread } = options;
  if (onProgress !== undefined || kernel === null) return { onProgress, end: () => {} };
  const id = crypto.randomUUID();
  const start = now();
  let next = start + PATIENCE_MILLISECONDS;
  let shown = false;
  const send = (html: string, text: string) => {
    kernel.broadcast(shown ? "update_display_data" : "display_data", {
      data: { "text/html": html, "text/plain": text },
      metadata: {},
      transient: { display_id: id },
    });
    shown = true;
  };
  return {
    onProgress: (done, total) => {
      const time = now();
      if (time < next || (!shown && done === total)) return;
      next = time + INTERVAL_MILLISECONDS;
      const pace = paceText({ done, total, seconds: (time - start) / 1000 });
      const bar = `<progress max="${total}" value="${done}"></progress> ${done} of ${total} ${what}${pace}`;
      send(`${PROGRESS_MARK}>${bar}</p>`, progressBar(done, total, what) + pace);
    },
    end: () => {
      if (!shown) return;
      send(`${PROGRESS_MARK} hidden></p>`, "");
      pause(SETTLE_MILLISECONDS);
    },
  };
}
