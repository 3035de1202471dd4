/** How often a person sees a text change, at most. */
const INTERVAL_MILLISECONDS = 50;

/**
 * Shows progress about 20 times a second, however often there is some. Before `""` takes it away the last text is shown
 * if it was left out; whatever comes after that is shown at once.
 *
 * @param show shows a text over the one before
 * @param now the clock, in milliseconds
 */
export function throttled(show: (text: string) => void, now: () => number): (text: string) => void {
  let next = -Infinity;
  let waiting: string | undefined;
  return (text) => {
    const time = now();
    if (text === "") {
      if (waiting !== undefined) show(waiting);
      next = -Infinity;
    } else if (time < next) {
      waiting = text;
      return;
    } else next = time + INTERVAL_MILLISECONDS;
    waiting = undefined;
    show(text);
  };
}
