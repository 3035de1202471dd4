import { MeasureError } from "./errors.ts";
import type { Accelerator } from "./types.ts";

/** What QEMU's `query-version` answers. */
export interface QemuVersion {
  /** Its numbers. */
  qemu: { major: number; minor: number; micro: number };
}

/** The first release whose counters tell pre-copy, downtime and post-copy bytes apart. */
const OLDEST_MAJOR = 7;

/**
 * What a measured run calls its hypervisor.
 *
 * @throws {MeasureError} if QEMU is too old to count what is measured.
 * @example
 * ```ts
 * import { hypervisorName } from "./hypervisor-name.ts";
 * console.assert(hypervisorName({ qemu: { major: 7, minor: 2, micro: 22 } }, "tcg") === "QEMU 7.2 (TCG)");
 * ```
 */
export function hypervisorName(
  { qemu: { major, minor } }: QemuVersion,
  accelerator: Accelerator,
): string {
  if (major < OLDEST_MAJOR) {
    throw new MeasureError("missing", `QEMU must be ${OLDEST_MAJOR}.0 or newer, got ${major}.${minor}`);
  }
  return `QEMU ${major}.${minor} (${accelerator.toUpperCase()})`;
}
