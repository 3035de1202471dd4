/**
 * Share of the raw Ethernet rate that is left to TCP payload: 1448 of every 1538 bytes on the wire.
 *
 * A full frame occupies preamble 8 + Ethernet header 14 + MTU 1500 + checksum 4 + gap 12 = 1538 bytes; of the MTU, IPv4
 * takes 20 and TCP with time stamps 32.
 */
export const ETHERNET_EFFICIENCY: number = 1448 / 1538;
