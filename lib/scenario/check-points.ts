import { mistake } from "../text/message.ts";
import type { CurvePoint } from "./types.ts";

/** Standard errors by which a point of a curve may lie below an earlier one. */
const ERRORS_ALLOWED = 4;

/**
 * Checks the points of a dirty curve: at least two, ascending in time, not descending in pages beyond their errors, some
 * page written, and no more pages than there are.
 *
 * @throws {TypeError | RangeError} that names the point
 */
export function checkPoints(
  points: readonly CurvePoint[],
  { task, where, pages }: { task: string; where: string; pages: number },
): void {
  if (points.length < 2) throw mistake(task, where, "a list of at least two points", points);
  let highest = points[0];
  points.forEach((point, i) => {
    const { seconds, dirtyPages, errorPages = 0 } = point;
    if (i > 0 && seconds <= points[i - 1].seconds) {
      throw mistake(task, `${where}.${i}.seconds`, `above the ${points[i - 1].seconds} of the point before`, seconds);
    }
    const allowed = ERRORS_ALLOWED * Math.hypot(errorPages, highest.errorPages ?? 0);
    if (dirtyPages < highest.dirtyPages - allowed) {
      const rule = `at least the ${highest.dirtyPages} of ${highest.seconds} s: a dirty curve does not decrease`;
      throw mistake(task, `${where}.${i}.dirtyPages`, rule, dirtyPages);
    }
    if (dirtyPages > pages + ERRORS_ALLOWED * errorPages) {
      throw mistake(task, `${where}.${i}.dirtyPages`, `at most the ${pages} pages that can be written`, dirtyPages);
    }
    if (dirtyPages >= highest.dirtyPages) highest = point;
  });
  if (!(highest.dirtyPages > 0)) throw mistake(task, where, "points of which one has dirty pages", points);
}
