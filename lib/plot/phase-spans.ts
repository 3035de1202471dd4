import type { MigrationResult, Phase } from "../engine/run/result.ts";

/** A span of time during which the guest runs at one place, or nowhere. */
export interface GuestSpan {
  guest: Phase["guest"];
  /** Seconds since the migration began. */
  startSeconds: number;
  /** Seconds since the migration began. */
  endSeconds: number;
}

/** A step of a migration: a span with a name. */
export interface TimeStep extends GuestSpan {
  /** `round 1`, `downtime`, `push and fetch` and the like. */
  name: string;
}

/** If more rounds than this follow the first one, they are one step together. */
const FEW_ROUNDS = 3;

/** Joins neighboring phases with the guest at the same place. */
export function guestSpans(phases: readonly Phase[]): GuestSpan[] {
  const spans: GuestSpan[] = [];
  for (const { guest, startSeconds, seconds } of phases) {
    const last = spans.at(-1);
    if (last?.guest === guest) last.endSeconds = startSeconds + seconds;
    else spans.push({ guest, startSeconds, endSeconds: startSeconds + seconds });
  }
  return spans;
}

/** The steps of a migration in order: rounds, the downtime as one step, and the phases at the destination. */
export function timeSteps(result: MigrationResult): TimeStep[] {
  const before = guestSpans(result.phases).filter(({ guest }) => guest !== "destination").flatMap((span) =>
    span.guest === "source" ? roundSteps(span, result) : [{ ...span, name: "downtime" }]
  );
  return [...before, ...phaseSteps(result, "destination")];
}

/** The phases of the downtime as steps. */
export function downtimeSteps(result: MigrationResult): TimeStep[] {
  return phaseSteps(result, "nowhere");
}

function phaseSteps({ phases }: MigrationResult, place: Phase["guest"]): TimeStep[] {
  return phases.filter(({ guest }) => guest === place).map(({ name, guest, startSeconds, seconds }) => ({
    name,
    guest,
    startSeconds,
    endSeconds: startSeconds + seconds,
  }));
}

/**
 * Divides the time with the guest at the source by the starts of the rounds: QEMU's rounds are one phase. Without rounds
 * the guest is only asked to suspend itself.
 */
function roundSteps(live: GuestSpan, result: MigrationResult): TimeStep[] {
  const { phases, rounds } = result;
  if (!phases.some(({ name }) => name === "round")) return phaseSteps(result, live.guest);
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
  if (last > FEW_ROUNDS) return [step(0, 0), step(1, last)];
  return running.map((_, i) => step(i, i));
}
