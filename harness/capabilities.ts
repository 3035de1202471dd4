import type { Machine } from "./machine.ts";
import type { QemuEngine } from "../lib/qemu/types.ts";

/**
 * Returns the capabilities that each side of a run needs.
 *
 * Capabilities that change the stream must be on at both sides. The destination counts the blocked time.
 */
export function capabilitiesOf(
  engine: QemuEngine,
  chosen: string[],
): { source: string[]; destination: string[] } {
  if (engine === "pre-copy") return { source: chosen, destination: [] };
  const source = ["postcopy-ram", ...chosen];
  const destination = [...source.filter((name) => name !== "auto-converge"), "postcopy-blocktime"];
  return { source, destination };
}

/** Switches capabilities of a machine on. */
export async function enableCapabilities(machine: Machine, names: string[]): Promise<void> {
  if (names.length === 0) return;
  const capabilities = names.map((capability) => ({ capability, state: true }));
  await machine.execute("migrate-set-capabilities", { capabilities });
}
