import type { MigrationResult } from "../lib/engine/run/result.ts";

/** What to change for a migration that did not converge, in one sentence; nothing for any other. */
export function adviceOn({ engine, hypervisor, verdict, rate, phases, rounds }: MigrationResult): string[] {
  if (verdict !== "diverged" && verdict !== "forced") return [];
  if (verdict === "forced") {
    return [
      `Advice: with ${rounds.at(-1)!.pagesSent} pages left at the last round, the downtime is long; try --engine ` +
      "three-stage or post-copy, or fewer writes.",
    ];
  }
  const resumed = phases.some(({ guest }) => guest === "destination");
  const longer = "allow more time with --time-limit";
  if (resumed) return [`Advice: ${longer}, or use a faster link.`];
  const faster = rate.boundBy === "cap" ? "raise the cap (--cap none)" : "use a faster link";
  if (engine !== "pre-copy") return [`Advice: ${faster}, or ${longer}.`];
  const others = hypervisor === "qemu"
    ? "accept more downtime with --downtime-limit, slow the guest down with --auto-converge, or try --engine post-copy"
    : `${longer}, or try --engine post-copy`;
  return [`Advice: ${faster}, ${others}.`];
}
