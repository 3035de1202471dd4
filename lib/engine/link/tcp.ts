import type { Network } from "../../scenario/types.ts";

/** Payload of a TCP segment: an MTU of 1500 without the headers of IPv4 and of TCP with time stamps. */
const SEGMENT_BYTES = 1448;
/** Segments of the first window (RFC 6928). */
const INITIAL_SEGMENTS = 10;
/** Shorter round trips are those within a building: slow start then takes less than 10 ms at any rate, and is left out. */
const LONG_ROUND_TRIP_SECONDS = 1e-3;

/** CUBIC's constants (RFC 9438, sections 4.6 and 5): its aggressiveness, and what it keeps of its window after a loss. */
const CUBIC_C = 0.4;
const CUBIC_BETA = 0.7;

/** A round trip without queues. */
export function roundTripSeconds({ latencySeconds }: Network): number {
  return 2 * latencySeconds;
}

/** The rate of one TCP stream over a link that carries `linkBytesPerSecond`: its window, and its losses, may bound it. */
export function tcpBytesPerSecond(network: Network, linkBytesPerSecond: number): number {
  const { windowBytes, lossRate, congestionControl } = network;
  const roundTrip = roundTripSeconds(network);
  if (windowBytes === null || roundTrip === 0) return linkBytesPerSecond;
  // What is lost is sent again; beyond that BBR (draft-ietf-ccwg-bbr) does not slow down for a few per cent of loss.
  if (congestionControl === "bbr") return Math.min(linkBytesPerSecond * (1 - lossRate), windowBytes / roundTrip);
  const cubicWindow = lossRate === 0 ? Infinity : SEGMENT_BYTES * cubicSegments(lossRate, roundTrip);
  return Math.min(linkBytesPerSecond, Math.min(windowBytes, cubicWindow) / roundTrip);
}

/**
 * CUBIC's mean window at a rate of loss (RFC 9438, section 5): that of its own growth, and no less than Reno's, which it
 * follows where the round trip is short.
 */
function cubicSegments(lossRate: number, roundTripSeconds: number): number {
  const growth = (CUBIC_C * (3 + CUBIC_BETA) / (4 * (1 - CUBIC_BETA))) ** 0.25;
  return Math.max(growth * (roundTripSeconds / lossRate) ** 0.75, Math.sqrt(1.5 / lossRate));
}

/**
 * Time that a stream loses with its first `bytes` because its window doubles with each round trip, from ten segments on,
 * until it moves `bytesPerSecond`.
 */
export function slowStartSeconds(network: Network, bytesPerSecond: number, bytes: number): number {
  const roundTrip = roundTripSeconds(network);
  if (network.windowBytes === null || roundTrip < LONG_ROUND_TRIP_SECONDS) return 0;
  const initial = INITIAL_SEGMENTS * SEGMENT_BYTES;
  // The window grows by what is acknowledged; half of it, so that a faster link never makes a short stream slower.
  const growth = Math.min(bytesPerSecond * roundTrip, initial + bytes / 2) / initial;
  return growth <= 1 ? 0 : roundTrip * (Math.log2(growth) - 1 + 1 / growth);
}

/**
 * The most bytes that can wait in front of a stream of `bytesPerSecond`: of a full send buffer those that are not under way.
 * On short round trips there are none of these worth counting.
 */
export function queueLimitBytes(network: Network, bytesPerSecond: number): number {
  const roundTrip = roundTripSeconds(network);
  if (network.windowBytes === null || roundTrip < LONG_ROUND_TRIP_SECONDS) return Infinity;
  return Math.max(0, network.windowBytes - bytesPerSecond * roundTrip);
}
