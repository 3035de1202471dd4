import type { MigrationResult, Phase } from "../../mod.ts";

/** A migration of three phases: source 0 to 60 s, nowhere for `downtimeSeconds`, then destination up to 80 s. */
export function anyResult(downtimeSeconds = 0.02, changes: Partial<MigrationResult> = {}): MigrationResult {
  return {
    engine: "three-stage",
    hypervisor: "xen-4.1",
    verdict: "converged",
    totalSeconds: 80,
    downtimeSeconds,
    pagesTransferred: 40_000,
    zeroPagesTransferred: 0,
    bytesTransferred: 40_000 * 4096,
    rounds: [],
    demandFaults: 12,
    stallSeconds: 0.1,
    phases: [
      phase("round", "source", 0, 60),
      phase("suspend", "nowhere", 60, downtimeSeconds / 2),
      phase("switchover", "nowhere", 60 + downtimeSeconds / 2, downtimeSeconds / 2),
      phase("push and fetch", "destination", 60 + downtimeSeconds, 20 - downtimeSeconds),
    ],
    timeline: [
      { seconds: 0, remainingPages: 32_768 },
      { seconds: 60, remainingPages: 0 },
      { seconds: 60, remainingPages: 7232 },
      { seconds: 80, remainingPages: 0 },
    ],
    rate: {
      boundBy: "host copy",
      bytesPerSecond: 17.5e6,
      hostCopyBytesPerSecond: 17.5e6,
      linkBytesPerSecond: 117.7e6,
      capBytesPerSecond: null,
    },
    seed: 1,
    version: "0.0.0",
    ...changes,
  };
}

export function phase(name: Phase["name"], guest: Phase["guest"], startSeconds: number, seconds: number): Phase {
  return { name, guest, startSeconds, seconds, pages: 0, bytes: 0 };
}
