import { hashText } from "../random/hash-text.ts";
import type { QemuRun } from "./types.ts";

/** A run does not count if other programs used more than this share of the processors during the migration. */
const BUSY_SHARE = 0.05;

/** Whether the measuring machine did little else during the migration, as far as is known. */
export function wasQuiet({ host }: QemuRun): boolean {
  return host === undefined || host.otherShare <= BUSY_SHARE;
}

/** What the repeats of a run share: its id and its capabilities. */
export function nameOf({ id, capabilities }: Pick<QemuRun, "id" | "capabilities">): string {
  return [id, ...capabilities].join(" ");
}

/**
 * Returns the names of the runs that constants must not be tuned on: of each engine every third run, from the second on, in
 * the order of a hash of the names.
 */
export function heldOutNames(runs: readonly Pick<QemuRun, "id" | "capabilities" | "engine">[]): Set<string> {
  const byEngine = Map.groupBy(runs, ({ engine }) => engine);
  return new Set([...byEngine.values()].flatMap((ofEngine) => {
    const names = [...new Set(ofEngine.map(nameOf))].map((name) => ({ name, hash: hashText(name)[0] >>> 0 }));
    return names.sort((a, b) => a.hash - b.hash).filter((_, i) => i % 3 === 1).map(({ name }) => name);
  }));
}
