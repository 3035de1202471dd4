import { formatNumber, formatSeconds } from "./format.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** A time for people, however long: as `formatSeconds`, but from two of them on in hours, days or years. */
export function formatDuration(seconds: number): string {
  const size = Math.abs(seconds);
  if (size >= 2 * YEAR) return `${formatNumber(seconds / YEAR)} years`;
  if (size >= 2 * DAY) return `${formatNumber(seconds / DAY)} days`;
  if (size >= 2 * HOUR) return `${formatNumber(seconds / HOUR)} h`;
  return formatSeconds(seconds);
}
