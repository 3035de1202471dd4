import { capital, formatSeconds } from "../text/format.ts";
import type { PredictedRange, Prediction } from "./types.ts";

/** A fit that misses a point by more than this says nothing about the migration. */
const UNRELIABLE_MISS = 0.5;

/** The answer in three lines: whether it will migrate, how long it takes, how long the guest is down. */
export function answerOf({ verdicts, totalSeconds, downtimeSeconds, shapes, platform }: Prediction): string[] {
  const { diverged = 0, ...others } = verdicts;
  const ended = Object.values(others).reduce((sum, count) => sum + count, 0);
  const runs = ended + diverged;
  const forced = others.forced ? `; a limit of ${platform} stops the guest in ${others.forced}` : "";
  const will = diverged === 0
    ? `yes, in all ${runs} simulations${forced}`
    : ended === 0
    ? `no, in none of ${runs} simulations`
    : `perhaps, in ${ended} of ${runs} simulations${forced}`;
  const unreliable = shapes.some(({ worstMiss }) => worstMiss > UNRELIABLE_MISS) ? "unreliable: " : "";
  const which = shapes.length > 1 && ended > 0 && diverged > 0
    ? ` (not with ${shapes.filter((shape) => shape.totalSeconds === null).map(({ name }) => name).join("; nor with ")})`
    : "";
  return [
    `Will it migrate?   ${capital(unreliable + will)}${which}.`,
    `How long?          ${rangeText(totalSeconds)}.`,
    `Downtime?          ${rangeText(downtimeSeconds)}.`,
  ];
}

/** A range as "median (from to to)". */
export function rangeText(range: PredictedRange | null): string {
  if (range === null) return "–";
  const [least, middle, most] = [range.min, range.median, range.max].map((seconds) => formatSeconds(seconds));
  return least === most ? middle : `${middle} (${least} to ${most})`;
}
