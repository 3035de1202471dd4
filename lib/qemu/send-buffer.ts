/**
 * A requested page waits in the sender's TCP send buffer: QEMU fills the buffer as fast as it can, and writes the page
 * behind the bytes that are already there.
 *
 * Observed with `ss -tmi` during runs like the measured ones: the congestion control is BBR. The send buffer takes 2304
 * bytes of kernel memory per segment for three congestion windows. It follows the largest window so far, up to the 4 MiB of
 * `tcp_wmem`, and never shrinks. Most of its content has not been sent yet. With a round trip of some microseconds, BBR's
 * window is three bursts of its pacer (1 ms of the rate each) plus the bytes that are acknowledged at once: the shaper's
 * burst, and the bytes that collect while an endpoint is held up.
 */

const BUFFER_WINDOWS = 3;
const KERNEL_BYTES_PER_SEGMENT = 2304;
const SEGMENT_BYTES = 1448;
const LARGEST_BUFFER_BYTES = 4 * 2 ** 20;
/** Share of the buffer's kernel memory that is payload. */
const PAYLOAD_SHARE = 0.88;
/** Burst of the shaper, as `harness/link.ts` sets it. */
const SHAPER_BURST_BYTES = 256 * 1024;
const PACER_BURSTS = 3;
const PACER_BURST_SECONDS = 0.001;
const LARGEST_PACER_BURST_BYTES = 65_536;

/**
 * Returns the payload bytes of a full send buffer on a link of `bytesPerSecond`, if acknowledgements have been held up for
 * at most `stallSeconds` so far.
 */
export function sendBufferBytes(bytesPerSecond: number, stallSeconds: number): number {
  const pacer = PACER_BURSTS * Math.min(bytesPerSecond * PACER_BURST_SECONDS, LARGEST_PACER_BURST_BYTES);
  const windowSegments = (pacer + SHAPER_BURST_BYTES + bytesPerSecond * stallSeconds) / SEGMENT_BYTES;
  const buffer = Math.min(BUFFER_WINDOWS * windowSegments * KERNEL_BYTES_PER_SEGMENT, LARGEST_BUFFER_BYTES);
  return PAYLOAD_SHARE * buffer;
}
