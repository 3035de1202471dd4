/**
 * Share of a raw Ethernet rate that TCP payload gets: 1448 bytes of every 1538 on the wire.
 *
 * A full frame occupies preamble 8 + Ethernet header 14 + MTU 1500 + checksum 4 + gap 12 = 1538 bytes; of the MTU, IPv4
 * takes 20 and TCP with time stamps 32.
 */
export const ETHERNET_EFFICIENCY: number = 1448 / 1538;
