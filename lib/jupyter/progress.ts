import { progressBar } from "../text/progress-bar.ts";
import { pauseThread } from "./displayable.ts";
import { currentKernel, type JupyterKernel } from "./kernel.ts";

/** How the HTML of a progress line begins, in a cell and in a saved notebook. */
export const PROGRESS_MARK = '<p class="pageferry-progress"';

/** How the progress of some work is reported. */
export interface ProgressOptions {
  /** The things counted, in words: "simulations". */
  what: string;
  /** Called in place of the progress line, if given. */
  onProgress?: (done: number, total: number) => void;
  /** The Jupyter kernel; `null` for none. Default: the one this runs in, if any. */
  kernel?: JupyterKernel | null;
  /** Milliseconds on a clock. Default `performance.now`. */
  now?: () => number;
  /** Blocks this thread for so many milliseconds. */
  pause?: (milliseconds: number) => void;
}

/** Shorter work shows no progress. */
const PATIENCE_MILLISECONDS = 400;
/** The shortest time between two changes of the line. */
const INTERVAL_MILLISECONDS = 100;
/** Of 300 cells that ended with a progress line, 3 lost its last change; of 300 that waited 5 ms, none did. */
const SETTLE_MILLISECONDS = 20;

/**
 * Does work and shows a progress line below the cell while it lasts. Outside Jupyter it only does the work.
 *
 * The work may be synchronous: the kernel sends messages from another thread.
 *
 * @param work is given a function to call with the number done and the total; outside Jupyter `undefined`
 */
export function withProgress<T>(
  options: ProgressOptions,
  work: (onProgress?: (done: number, total: number) => void) => T,
): T {
  const { what, onProgress, kernel = currentKernel(), now = () => performance.now(), pause = pauseThread } = options;
  if (onProgress !== undefined || kernel === null) return work(onProgress);
  const id = crypto.randomUUID();
  let next = now() + PATIENCE_MILLISECONDS;
  let shown = false;
  const send = (html: string, text: string) => {
    kernel.broadcast(shown ? "update_display_data" : "display_data", {
      data: { "text/html": html, "text/plain": text },
      metadata: {},
      transient: { display_id: id },
    });
    shown = true;
  };
  try {
    return work((done, total) => {
      const time = now();
      if (time < next || (!shown && done === total)) return;
      next = time + INTERVAL_MILLISECONDS;
      const bar = `<progress max="${total}" value="${done}"></progress> ${done} of ${total} ${what}`;
      send(`${PROGRESS_MARK}>${bar}</p>`, progressBar(done, total, what));
    });
  } finally {
    if (shown) {
      send(`${PROGRESS_MARK} hidden></p>`, "");
      pause(SETTLE_MILLISECONDS);
    }
  }
}
