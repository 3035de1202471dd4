import { hashText } from "../random/hash-text.ts";
import type { QemuRun } from "./types.ts";

/** A run does not count if other programs used more than this share of the processors during the migration. */
const BUSY_SHARE = 0.05;

/** Whether the measuring machine did little else during the migration, as far as is known. */
export function wasQuiet({ host }: QemuRun): boolean {
  return host === undefined || host.otherShare <= BUSY_SHARE;
}

/**
 * Whether a run belongs to the third of a table that constants must not be tuned on. Decided by a hash of its id and its
 * capabilities, so all repeats are on one side.
 */
export function isHeldOut({ id, capabilities }: Pick<QemuRun, "id" | "capabilities">): boolean {
  return hashText([id, ...capabilities].join(" "))[0] % 3 === 0;
}
