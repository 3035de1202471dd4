import type { Network } from "../../scenario/types.ts";
import { tcpBytesPerSecond } from "./tcp.ts";

/** What a link carries that is down: so little that nothing arrives, but times stay numbers. */
const DOWN_BYTES_PER_SECOND = 1e-9;

/** Payload bytes per second that the network leaves to the migration: those of the link, or of TCP if that is slower. */
export function goodputBytesPerSecond(network: Network): number {
  const link = network.bandwidthBitsPerSecond / 8 * network.framingEfficiency * (1 - network.otherTrafficShare);
  return tcpBytesPerSecond(network, Math.max(link, DOWN_BYTES_PER_SECOND));
}
