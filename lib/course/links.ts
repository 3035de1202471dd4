import { ETHERNET_EFFICIENCY } from "../scenario/framing.ts";

/** Bytes on the wire of a page with its content: 8 of header, 4096 of page. */
const PAGE_ON_WIRE = 4104;

/** Pages per second that a link carries. */
export function pagesPerSecond(bandwidthBitsPerSecond: number, efficiency: number = ETHERNET_EFFICIENCY): number {
  return bandwidthBitsPerSecond / 8 * efficiency / PAGE_ON_WIRE;
}

/** A bit rate in words: `1 Gbit/s`, `500 Mbit/s`. */
export function rateInWords(bandwidthBitsPerSecond: number): string {
  return bandwidthBitsPerSecond >= 1e9
    ? `${bandwidthBitsPerSecond / 1e9} Gbit/s`
    : `${bandwidthBitsPerSecond / 1e6} Mbit/s`;
}
