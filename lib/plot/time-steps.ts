import type { MigrationResult, Phase } from "../engine/run/result.ts";

/** A step of a migration: what happened, where the guest was meanwhile, and when. */
export interface TimeStep {
  /** What happened. */
  name: string;
  /** Where the guest was. */
  guest: Phase["guest"];
  /** Seconds since the migration began. */
  startSeconds: number;
  /** Seconds since the migration began. */
  endSeconds: number;
}

/** As many rounds behind the first have a step each; more are one step together. */
const FEW = 3;

/** A migration in steps, one after the other: rounds, the time without a running guest as one, push and fetch. */
export function timeSteps(result: MigrationResult): TimeStep[] {
  const steps: TimeStep[] = [];
  for (const { guest, name, startSeconds, seconds } of result.phases) {
    const endSeconds = startSeconds + seconds;
    const last = steps.at(-1);
    if (last?.guest === guest && guest !== "destination") last.endSeconds = endSeconds;
    else steps.push({ name: guest === "nowhere" ? "downtime" : name, guest, startSeconds, endSeconds });
  }
  return steps.flatMap((step) => step.guest === "source" ? roundSteps(step, result) : [step]);
}

/** The time without a running guest, phase by phase. */
export function downtimeSteps({ phases }: MigrationResult): TimeStep[] {
  return phases.filter(({ guest }) => guest === "nowhere").map(({ name, guest, startSeconds, seconds }) => ({
    name,
    guest,
    startSeconds,
    endSeconds: startSeconds + seconds,
  }));
}

/** QEMU's rounds are one phase; the ends of the rounds divide it. */
function roundSteps(live: TimeStep, { rounds }: MigrationResult): TimeStep[] {
  const running = rounds.filter(({ guest, startSeconds }) => guest === "running" && startSeconds < live.endSeconds);
  if (running.length < 2) return [{ ...live, name: "round 1" }];
  const starts = running.map(({ startSeconds }) => startSeconds);
  const step = (from: number, to: number): TimeStep => ({
    name: from === to ? `round ${from + 1}` : `rounds ${from + 1}–${to + 1}`,
    guest: live.guest,
    startSeconds: from === 0 ? live.startSeconds : starts[from],
    endSeconds: starts[to + 1] ?? live.endSeconds,
  });
  const last = running.length - 1;
  if (last > FEW) return [step(0, 0), step(1, last)];
  return running.map((_, i) => step(i, i));
}
