import { formatNumber } from "./format.ts";

const WIDTH = 30;

/** Progress as one line of text: a bar, the count, and what is counted. */
export function progressBar(done: number, total: number, what: string): string {
  const filled = Math.round(WIDTH * done / total);
  return `[${"#".repeat(filled)}${" ".repeat(WIDTH - filled)}] ${done}/${total} ${what}`;
}

/** A rate over less time than this is not worth showing. */
const SETTLED_SECONDS = 1;

/** How far some work is. */
export interface Pace {
  /** Number done. */
  done: number;
  total: number;
  /** Number that had been done when the clock started. Default 0. */
  before?: number;
  /** Time that the others took. */
  seconds: number;
}

/** The rate of some work and the time left, such as `, 12.5/s, 3 min left`; `""` in its first second. */
export function paceText({ done, total, before = 0, seconds }: Pace): string {
  const rate = (done - before) / seconds;
  if (seconds < SETTLED_SECONDS || !(rate > 0)) return "";
  return `, ${formatNumber(rate)}/s, ${roughTime((total - done) / rate)} left`;
}

function roughTime(seconds: number): string {
  if (seconds < 99.5) return `${Math.ceil(seconds)} s`;
  if (seconds < 99.5 * 60) return `${Math.round(seconds / 60)} min`;
  return `${formatNumber(seconds / 3600, 2)} h`;
}
