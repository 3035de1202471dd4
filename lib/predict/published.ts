import type { CurvePoint } from "../scenario/types.ts";

/** The published predictor gives up after this time. */
const GIVE_UP_SECONDS = 3600;
/** Header of a page. A zero page costs nothing more. */
const HEADER_BYTES = 8;
const PAGE_BYTES = 4096;

/** The inputs of the published method. */
export interface PublishedInput {
  points: readonly CurvePoint[];
  /** All pages of the guest. */
  pages: number;
  /** Those that hold only zeros. */
  zeroPages: number;
  bytesPerSecond: number;
  /** `null`: unlimited. */
  downtimeLimitSeconds: number | null;
}

/**
 * The total time of pre-copy by the method of the QEMU patch series "Migration time prediction using calc-dirty-rate" (A.
 * Gudkov, 2023): rounds in which everything dirtied in the round before is sent, until the rest fits the downtime limit.
 * The dirty curve is piecewise linear: left of the first point with the slope of the first two, right of the last point
 * with the last slope, up to the pages that are not zero.
 *
 * @returns seconds; `null` if that takes more than an hour
 */
export function publishedTotalSeconds(input: PublishedInput): number | null {
  const { pages, zeroPages, bytesPerSecond, downtimeLimitSeconds } = input;
  let total = 0;
  let bytes = (pages - zeroPages) * (PAGE_BYTES + HEADER_BYTES) + zeroPages * HEADER_BYTES;
  while (total <= GIVE_UP_SECONDS) {
    const seconds = bytes / bytesPerSecond;
    total += seconds;
    if (seconds <= (downtimeLimitSeconds ?? Infinity)) return total;
    bytes = dirtyPagesAt(input, seconds) * (PAGE_BYTES + HEADER_BYTES);
  }
  return null;
}

/** The curve at `seconds`, by straight lines. */
function dirtyPagesAt({ points, pages, zeroPages }: PublishedInput, seconds: number): number {
  const after = points.findIndex((point) => point.seconds >= seconds);
  const right = Math.max(1, after < 0 ? points.length - 1 : after);
  const [a, b] = [points[right - 1], points[right]];
  const slope = (b.dirtyPages - a.dirtyPages) / (b.seconds - a.seconds);
  return Math.min(pages - zeroPages, Math.max(0, a.dirtyPages + slope * (seconds - a.seconds)));
}
