import type { Phase } from "../engine/run/result.ts";

/** A span of time in which the guest runs at one place. */
export interface GuestSpan {
  /** Where it runs. */
  guest: Phase["guest"];
  /** Seconds since the migration began. */
  startSeconds: number;
  /** Seconds since the migration began. */
  endSeconds: number;
}

/** Joins the phases of a migration that leave the guest where it is. */
export function guestSpans(phases: readonly Phase[]): GuestSpan[] {
  const spans: GuestSpan[] = [];
  for (const { guest, startSeconds, seconds } of phases) {
    const last = spans.at(-1);
    if (last?.guest === guest) last.endSeconds = startSeconds + seconds;
    else spans.push({ guest, startSeconds, endSeconds: startSeconds + seconds });
  }
  return spans;
}
