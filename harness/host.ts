import { MeasureError } from "./errors.ts";
import { type GuestImage, type GuestOptions, prepareGuest } from "./guest.ts";
import { createLink, type MigrationLink, removeLink } from "./link.ts";
import { requirePrograms } from "./programs.ts";

/** Programs and links of the machine that measures. Tests replace it. */
export interface MeasureHost {
  /** Throws if a requirement of all runs is missing. */
  check(qemu: string): Promise<void>;
  guest(options: GuestOptions): Promise<GuestImage>;
  /** Creates the link to migrate over. `name` must be unique to the run. */
  link(name: string, linkMbitPerSecond: number): Promise<MigrationLink>;
  /** Deletes the link of a run that was killed. */
  removeLink(name: string): Promise<void>;
}

/** This machine, which must run Linux. Needs root. */
export const THIS_HOST: MeasureHost = { check: checkHost, guest: prepareGuest, link: createLink, removeLink };

/**
 * Checks that this machine can measure.
 *
 * @throws {MeasureError} naming the first missing requirement
 */
async function checkHost(qemu: string): Promise<void> {
  if (Deno.build.os !== "linux") {
    throw new MeasureError("missing", `network namespaces need Linux, this machine runs ${Deno.build.os}`);
  }
  if (Deno.uid() !== 0) {
    throw new MeasureError("missing", "network namespaces need root, run it with sudo");
  }
  await requirePrograms(["ip", "tc", "setpriv", qemu]);
}
