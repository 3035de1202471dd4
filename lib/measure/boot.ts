import { MeasureError } from "./errors.ts";
import type { Machine } from "./machine.ts";
import { within } from "./pause.ts";

/** How long Linux may take to come up, besides a second for each so many MiB that its workload fills. */
const BOOT_SECONDS = 120;
const FILLED_MIB_PER_SECOND = 10;

/**
 * Waits until the guest's workload has run long enough to be steady, and returns the pages per second it reaches.
 *
 * @throws {MeasureError} if the guest says that it failed, or says nothing in time.
 */
export async function steadyRate(
  machine: Machine,
  bufferMiB: number,
  signal?: AbortSignal,
): Promise<number> {
  const seconds = BOOT_SECONDS + bufferMiB / FILLED_MIB_PER_SECOND;
  const onTimeout = () => {
    const said = machine.console.tail(3) || "nothing";
    return new MeasureError(
      "failed",
      `the guest did not start its workload within ${seconds} s; its console: ${said}`,
    );
  };
  const line = machine.console.line(/^PAGEFERRY (STEADY|FAILED) (.*)$/);
  const [, outcome, detail] = await within(line, {
    seconds,
    onTimeout,
    signal,
  });
  if (outcome === "FAILED") {
    throw new MeasureError(
      "failed",
      `the guest cannot run its workload: ${detail}`,
    );
  }
  return Number(detail);
}
