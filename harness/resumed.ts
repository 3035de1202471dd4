import { MeasureError } from "./errors.ts";
import type { Machine } from "./machine.ts";
import { pause } from "./pause.ts";

const LIMIT_SECONDS = 10;

/**
 * Waits until the guest runs at the destination: a migration that leaves none running is none, whatever the source says.
 *
 * @throws {MeasureError} if it does not run in time.
 */
export async function resumed(destination: Machine, signal?: AbortSignal): Promise<void> {
  for (let tries = LIMIT_SECONDS * 20; tries > 0; tries--) {
    if ((await destination.execute<{ running: boolean }>("query-status")).running) return;
    await pause(50, signal);
  }
  throw new MeasureError("failed", `the guest did not run at the destination within ${LIMIT_SECONDS} s`);
}
