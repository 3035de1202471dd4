import { format, greaterOrEqual, parse } from "@std/semver";
import { MeasureError } from "./errors.ts";
import type { Accelerator } from "./types.ts";

/** QEMU's answer to `query-version`. */
export interface QemuVersion {
  qemu: { major: number; minor: number; micro: number };
}

/** The first release that counts the bytes of pre-copy, downtime and post-copy separately. */
const OLDEST = "7.0.0";

/**
 * Returns the name of the hypervisor in a measured run.
 *
 * @throws {MeasureError} if QEMU is too old: it lacks counters that are measured
 */
export function hypervisorName({ qemu: { major, minor, micro } }: QemuVersion, accelerator: Accelerator): string {
  const version = { major, minor, patch: micro };
  if (!greaterOrEqual(version, parse(OLDEST))) {
    throw new MeasureError("missing", `QEMU must be version ${OLDEST} or newer, got ${format(version)}`);
  }
  return `QEMU ${major}.${minor} (${accelerator.toUpperCase()})`;
}
