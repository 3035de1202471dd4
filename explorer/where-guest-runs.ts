import type { MigrationResult, Phase } from "../lib/engine/run/result.ts";

/** Where the guest runs at a moment of a migration; before and after it, where it was first and last. */
export function whereGuestRuns({ phases }: MigrationResult, seconds: number): Phase["guest"] {
  return (phases.findLast(({ startSeconds }) => startSeconds <= seconds) ?? phases[0])?.guest ?? "source";
}
