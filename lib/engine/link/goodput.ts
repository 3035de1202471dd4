import type { Network } from "../../scenario/types.ts";

/** Payload bytes per second that the network leaves to the migration. */
export function goodputBytesPerSecond(network: Network): number {
  return network.bandwidthBitsPerSecond / 8 * network.framingEfficiency * (1 - network.otherTrafficShare);
}
