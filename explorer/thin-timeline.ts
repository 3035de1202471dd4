import type { MigrationResult } from "../lib/engine/run/result.ts";
import { thin } from "../lib/plot/svg/thin.ts";

/** Places along the remaining-pages curve: more than the page has pixels for it. */
const PLACES = 2000;

/** A result with a curve short enough to be handed from a worker to the page; all else stays as it is. */
export function thinTimeline(result: MigrationResult): MigrationResult {
  const timeline = thin(result.timeline, (point) => point.seconds, (point) => point.remainingPages, PLACES);
  return { ...result, timeline };
}
