import { progressBar } from "../cli/progress-bar.ts";
import { pauseThread } from "./pause-thread.ts";
import { currentKernel, type Kernel } from "../plot/kernel.ts";

/** How the HTML of a progress line begins, in a cell and in a saved notebook. */
export const PROGRESS_MARK = '<p class="pageferry-progress"';

/** Where and when progress is shown. */
export interface ProgressOptions {
  /** The Jupyter kernel; `null` for none. Default: the one this runs in, if any. */
  kernel?: Kernel | null;
  /** Milliseconds on a clock. Default `performance.now`. */
  now?: () => number;
  /** Waits this many milliseconds without giving up its turn. */
  pause?: (milliseconds: number) => void;
}

/** Nobody needs to be told how far something is that takes no longer. */
const PATIENCE_MILLISECONDS = 400;
/** How often a person sees the line change, at most. */
const INTERVAL_MILLISECONDS = 100;
/**
 * The kernel sends messages from another thread, and may report a cell as done before that has sent the last ones: of
 * 300 cells that ended with one 3 lost it, of 300 that waited 5 ms none.
 */
const SETTLE_MILLISECONDS = 20;

/**
 * Does work that takes a while, with a line below its cell that says how far it is: from when it has lasted a moment until
 * it is done, when the line goes. Outside Jupyter it only does the work.
 *
 * The work need not give up its turn: the kernel sends what it is handed although code runs on.
 *
 * @param what is counted, in words
 * @param work is given a function to call with how many are done and of how many; outside Jupyter, nothing
 */
export function withProgress<T>(
  what: string,
  work: (onProgress?: (done: number, total: number) => void) => T,
  options: ProgressOptions = {},
): T {
  const { kernel = currentKernel(), now = () => performance.now(), pause = pauseThread } = options;
  if (kernel === null) return work();
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
      // What is done needs no line any more.
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
