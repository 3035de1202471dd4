import type { MigrationResult } from "./result.ts";
import { endRound } from "./rounds.ts";
import { endPhase, endRun, type Run } from "./run.ts";

/** Ends a migration at `seconds`, whatever it is doing then: the phase and the round under way end there. */
export function abandonRun(run: Run, seconds: number): MigrationResult {
  const { result, phase } = run;
  run.seconds = seconds;
  if (run.round !== null) endRound(run, run.round, { guest: phase?.guest === "source" ? "running" : "stopped" });
  endPhase(run);
  // A pause that has begun before `seconds` may have been let pass as a whole.
  result.phases = result.phases.filter(({ startSeconds }) => startSeconds <= seconds);
  for (const phase of result.phases) phase.seconds = Math.min(phase.seconds, seconds - phase.startSeconds);
  result.rounds = result.rounds.filter(({ startSeconds }) => startSeconds <= seconds);
  for (const round of result.rounds) round.seconds = Math.min(round.seconds, seconds - round.startSeconds);
  result.timeline = result.timeline.filter((point) => point.seconds <= seconds);
  return endRun(run, "diverged");
}
