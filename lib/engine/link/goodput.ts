import type { Network } from "../../scenario/types.ts";
import { tcpBytesPerSecond } from "./tcp.ts";

/** Payload bytes per second that the network leaves to the migration: those of the link, or of TCP if that is slower. */
export function goodputBytesPerSecond(network: Network): number {
  const link = network.bandwidthBitsPerSecond / 8 * network.framingEfficiency * (1 - network.otherTrafficShare);
  return tcpBytesPerSecond(network, link);
}
