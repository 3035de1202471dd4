/**
 * The queue that a demand page waits behind is the sender's TCP send buffer: QEMU fills it as fast as it can, and a
 * requested page is written behind what is in it already.
 *
 * Seen with `ss -tmi` during runs like the measured ones: the congestion control is BBR; the send buffer is three times the
 * congestion window times 2304 bytes of kernel memory a segment, grows with the largest window so far up to `tcp_wmem`'s
 * 4 MiB, and never shrinks; and most of its content has not been sent yet. With a round trip of some microseconds, BBR's
 * window is three bursts of its pacer (1 ms of the rate each) and what came to be acknowledged at once: the shaper's
 * burst, and what gathered while an endpoint was held up.
 */

const BUFFER_WINDOWS = 3;
const KERNEL_BYTES_PER_SEGMENT = 2304;
const SEGMENT_BYTES = 1448;
const LARGEST_BUFFER_BYTES = 4 * 2 ** 20;
/** Share of the buffer's kernel memory that is payload. */
const PAYLOAD_SHARE = 0.88;
/** What the shaper lets through at once. */
const SHAPER_BURST_BYTES = 256 * 1024;
const PACER_BURSTS = 3;
const PACER_BURST_SECONDS = 0.001;
const LARGEST_PACER_BURST_BYTES = 65_536;

/**
 * Payload bytes of a full send buffer on a link of `bytesPerSecond`, when acknowledgements have been held up for at most
 * `stallSeconds` so far.
 */
export function sendBufferBytes(bytesPerSecond: number, stallSeconds: number): number {
  const pacer = PACER_BURSTS * Math.min(bytesPerSecond * PACER_BURST_SECONDS, LARGEST_PACER_BURST_BYTES);
  const windowSegments = (pacer + SHAPER_BURST_BYTES + bytesPerSecond * stallSeconds) / SEGMENT_BYTES;
  const buffer = Math.min(BUFFER_WINDOWS * windowSegments * KERNEL_BYTES_PER_SEGMENT, LARGEST_BUFFER_BYTES);
  return PAYLOAD_SHARE * buffer;
}
