/**
 * A requested page waits in the sender's TCP send buffer: QEMU fills the buffer as fast as it can, and writes the page
 * behind the bytes that are already there.
 *
 * Observed with `ss -tmi` during runs like the measured ones: the congestion control is BBR. The send buffer takes 2304
 * bytes of kernel memory per segment for three congestion windows. It follows the largest window so far, up to the 4 MiB of
 * `tcp_wmem`, and never shrinks. Most of its content has not been sent yet. With a round trip of some microseconds, BBR's
 * window is the bytes that are acknowledged at once: the shaper's burst, and the bytes that collect while an endpoint is held
 * up. The shaper's burst alone explains what the measured post-copy runs had written 60 ms after they began at 500 Mbit/s:
 * 3.7 to 4.9 MB, of which the link had carried 3.8 MB.
 */

const BUFFER_WINDOWS = 3;
const KERNEL_BYTES_PER_SEGMENT = 2304;
const SEGMENT_BYTES = 1448;
const LARGEST_BUFFER_BYTES = 4 * 2 ** 20;
/** Share of the buffer's kernel memory that is payload. */
const PAYLOAD_SHARE = 0.88;
/** Burst of the shaper, as `harness/link.ts` sets it. */
const SHAPER_BURST_BYTES = 256 * 1024;

/**
 * Returns the payload bytes of a full send buffer on a link of `bytesPerSecond`, if acknowledgements have been held up for
 * at most `stallSeconds` so far.
 */
export function grownBufferBytes(bytesPerSecond: number, stallSeconds: number): number {
  const windowSegments = (SHAPER_BURST_BYTES + bytesPerSecond * stallSeconds) / SEGMENT_BYTES;
  const buffer = Math.min(BUFFER_WINDOWS * windowSegments * KERNEL_BYTES_PER_SEGMENT, LARGEST_BUFFER_BYTES);
  return PAYLOAD_SHARE * buffer;
}

/**
 * Share of a recorded buffer's kernel memory that is payload. Read off traced requests of guests that fault at once after
 * each page, with buffers of 128 KiB, 1 MiB and 2 MiB: they wait for this much and a write of 32 pages.
 */
const RECORDED_PAYLOAD_SHARE = 0.985;
/**
 * A sender sleeps once the buffer is exceeded, and adds up to 64 KiB at a time. Traced senders with 2 MiB slept for 12.9 ms at
 * 500 Mbit/s: from 1.035 times the buffer to two thirds of it.
 */
const EXCESS_BYTES = 65_536;

/** Returns the payload bytes of a full send buffer of `bufferBytes` of kernel memory. */
export function payloadBytes(bufferBytes: number): number {
  return RECORDED_PAYLOAD_SHARE * (bufferBytes + EXCESS_BYTES);
}
