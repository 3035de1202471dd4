import { MeasureError } from "./errors.ts";
import { type GuestImage, type GuestOptions, prepareGuest } from "./guest.ts";
import { createLink, type MigrationLink, removeLink } from "./link.ts";
import { requirePrograms } from "./programs.ts";

/** What a measurement needs of the machine it runs on; tests put something else in its place. */
export interface MeasureHost {
  /** Throws if something that every run needs is missing. */
  check(qemu: string): Promise<void>;
  /** What to boot. */
  guest(options: GuestOptions): Promise<GuestImage>;
  /** What to migrate over; `name` is this run's own. */
  link(name: string, linkMbitPerSecond: number): Promise<MigrationLink>;
  /** Deletes what a run that was killed left of its link. */
  removeLink(name: string): Promise<void>;
}

/** This machine: Linux, with root's rights. */
export const THIS_HOST: MeasureHost = { check: checkHost, guest: prepareGuest, link: createLink, removeLink };

/**
 * Checks that this machine can measure at all.
 *
 * @throws {MeasureError} naming the first thing it lacks.
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
