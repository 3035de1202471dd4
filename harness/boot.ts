import { MeasureError } from "./errors.ts";
import type { Machine } from "./machine.ts";
import { within } from "./pause.ts";

/** How long Linux may take to come up, besides a second for each so many MiB that its workload fills. */
const BOOT_SECONDS = 120;
const FILLED_MIB_PER_SECOND = 10;

/**
 * Waits until the guest's workload has run long enough to be steady, and returns the pages per second it reaches.
 *
 * @throws {MeasureError} if the guest says that it failed, QEMU stops it, or it says nothing in time.
 */
export async function steadyRate(machine: Machine, bufferMiB: number, signal?: AbortSignal): Promise<number> {
  const limitSeconds = Math.round(BOOT_SECONDS + bufferMiB / FILLED_MIB_PER_SECOND);
  const line = machine.console.line(/^PAGEFERRY (STEADY|FAILED) (.*)$/);
  const notYet = new Error();
  for (let seconds = 0; seconds < limitSeconds; seconds++) {
    try {
      const [, outcome, detail] = await within(line, { seconds: 1, onTimeout: () => notYet, signal });
      if (outcome === "STEADY") return Number(detail);
      throw new MeasureError("failed", `the guest cannot run its workload: ${detail}`);
    } catch (error) {
      if (error !== notYet) throw error;
    }
    // A processor that cannot go on is stopped, and would stay silent until the limit.
    const { running, status } = await machine.execute<{ running: boolean; status: string }>("query-status");
    if (!running) throw new MeasureError("failed", `QEMU stopped the guest while it booted: ${status}`);
  }
  const said = machine.console.tail(3) || "nothing";
  throw new MeasureError("failed", `the guest did not start its workload within ${limitSeconds} s; it printed ${said}`);
}
