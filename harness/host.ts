import { MeasureError } from "./errors.ts";
import { type GuestImage, type GuestOptions, prepareGuest } from "./guest.ts";
import { type ProcessorTime, processorTime } from "./host-load.ts";
import { createLink, type LinkOptions, type MigrationLink, removeLink } from "./link.ts";
import { requirePrograms } from "./programs.ts";

/** Programs and links of the machine that measures. Tests replace it. */
export interface MeasureHost {
  /** Throws if a requirement of all runs is missing. */
  check(qemu: string): Promise<void>;
  guest(options: GuestOptions): Promise<GuestImage>;
  /** Creates the link to migrate over. `name` must be unique to the run. */
  link(name: string, options: LinkOptions): Promise<MigrationLink>;
  /** Deletes the link of a run that was killed. */
  removeLink(name: string): Promise<void>;
  /** Time between the two copies of a guest's memory that are compared. */
  compareSeconds: number;
  /** Load average over the last minute. */
  load(): number;
  /** Processor time so far, of the machine and of the measurement's processes. */
  processorTime(pids: number[]): Promise<ProcessorTime>;
}

/** This machine, which must run Linux. Needs root. */
export const THIS_HOST: MeasureHost = {
  check: checkHost,
  guest: prepareGuest,
  link: createLink,
  removeLink,
  compareSeconds: 1,
  load: () => Deno.loadavg()[0],
  processorTime,
};

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
  await requirePrograms(["ip", "ss", "tc", "setpriv", "sysctl", qemu]);
}
