/** The shortest time between two changes of the text. */
const INTERVAL_MILLISECONDS = 50;

/**
 * Limits changes of a progress line to about 20 a second. `""` removes the line: a pending text is shown before that,
 * and the next text is shown at once.
 *
 * @param show replaces the text on the screen
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
