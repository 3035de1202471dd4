import { delay } from "@std/async/delay";
import { MeasureError } from "./errors.ts";
import type { Machine } from "./machine.ts";
import { within } from "./within.ts";

/** Time limit for Linux to boot, without the time to fill the workload's buffer. */
const BOOT_SECONDS = 120;
const FILLED_MIB_PER_SECOND = 10;
/** Time limit for the guest to run at the destination. */
const RESUME_SECONDS = 10;

/**
 * Waits until the guest's workload runs steadily, and returns the pages per second that it reaches.
 *
 * @throws {MeasureError} if the guest reports a failure, QEMU stops it, or it reports nothing in time
 */
export async function steadyRate(machine: Machine, bufferMiB: number, signal?: AbortSignal): Promise<number> {
  const limitSeconds = Math.round(BOOT_SECONDS + bufferMiB / FILLED_MIB_PER_SECOND);
  const line = machine.console.line(/^PAGEFERRY (STEADY|FAILED) (.*)$/);
  for (let seconds = 0; seconds < limitSeconds; seconds++) {
    const match = await within(line, { seconds: 1, onTimeout: () => undefined, signal });
    if (match) {
      const [, outcome, detail] = match;
      if (outcome === "STEADY") return Number(detail);
      throw new MeasureError("failed", `the guest cannot run its workload: ${detail}`);
    }
    // A guest that QEMU has stopped would stay silent until the limit.
    const { running, status } = await machine.execute<{ running: boolean; status: string }>("query-status");
    if (!running) throw new MeasureError("failed", `QEMU stopped the guest during boot: ${status}`);
  }
  const said = machine.console.tail(3) || "nothing";
  throw new MeasureError("failed", `the guest did not start its workload within ${limitSeconds} s; it printed ${said}`);
}

/**
 * Waits until the guest runs at the destination. The source reports success even if the guest does not run.
 *
 * @throws {MeasureError} if the guest does not run in time
 */
export async function resumed(destination: Machine, signal?: AbortSignal): Promise<void> {
  for (let tries = RESUME_SECONDS * 20; tries > 0; tries--) {
    if ((await destination.execute<{ running: boolean }>("query-status")).running) return;
    await delay(50, { signal });
  }
  throw new MeasureError("failed", `the guest did not run at the destination within ${RESUME_SECONDS} s`);
}
