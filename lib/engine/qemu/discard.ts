/** Ranges in one discard command, its fixed bytes including the block's name, and the bytes of one range. */
const RANGES_PER_COMMAND = 12;
const COMMAND_BYTES = 14;
const RANGE_BYTES = 16;

/** Bytes of the commands that make the destination discard the pages of `set`, run by run (QEMU `postcopy-ram.c`). */
export function discardBytes(set: Uint32Array): number {
  let runs = 0;
  let carry = 0;
  for (let word = 0; word < set.length; word++) {
    const bits = set[word];
    // A run starts at a set bit whose lower neighbor is clear.
    const starts = bits & ~((bits << 1) | carry);
    carry = bits >>> 31;
    for (let rest = starts; rest !== 0; rest &= rest - 1) runs++;
  }
  return Math.ceil(runs / RANGES_PER_COMMAND) * COMMAND_BYTES + runs * RANGE_BYTES;
}
