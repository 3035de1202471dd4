import type { Machine } from "./machine.ts";
import type { MeasureRun } from "./types.ts";

/**
 * The capabilities that each side of a run needs.
 *
 * What changes the stream must be on at both sides; the blocked time is counted at the destination.
 *
 * @example
 * ```ts
 * import { capabilitiesOf } from "./capabilities.ts";
 * const { destination } = capabilitiesOf("post-copy", ["postcopy-preempt"]);
 * console.assert(destination.join() === "postcopy-ram,postcopy-preempt,postcopy-blocktime");
 * ```
 */
export function capabilitiesOf(
  engine: MeasureRun["engine"],
  chosen: string[],
): { source: string[]; destination: string[] } {
  if (engine === "pre-copy") return { source: chosen, destination: [] };
  const source = ["postcopy-ram", ...chosen];
  return {
    source,
    destination: [
      ...source.filter((name) => name !== "auto-converge"),
      "postcopy-blocktime",
    ],
  };
}

/** Switches capabilities on. */
export async function enableCapabilities(machine: Machine, names: string[]): Promise<void> {
  if (names.length === 0) return;
  const capabilities = names.map((capability) => ({ capability, state: true }));
  await machine.execute("migrate-set-capabilities", { capabilities });
}
