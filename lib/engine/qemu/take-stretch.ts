import { belowLowest } from "../../bitmap/below-lowest.ts";
import { lowestBits } from "../../bitmap/lowest-bits.ts";
import { popCount } from "../../bitmap/pop-count.ts";
import { currentArena } from "../../bitmap/wasm/arena.ts";
import type { Run } from "../run/run.ts";

/** Fewer groups of four words are not worth the call into WebAssembly; of more the pages might not fit its integers. */
const KERNEL_GROUPS = { min: 4, max: 2 ** 24 };

/**
 * Takes at most `limit` pages off the set to send, from the cursor on: all of them zero pages, or none. It ends before the
 * first of the other kind and at the end of memory, and moves the cursor behind what it took.
 *
 * @param zeroes which of the two; the page at the cursor is of this kind, and to be sent
 * @param secondsOf when a page is sent that has so many before it in the stretch, for an observer; `null` without one
 * @returns how many it took
 */
export function takeStretch(
  run: Run,
  sender: { readonly toSend: Uint32Array; readonly pendingZeroes: number; cursor: number },
  limit: number,
  zeroes: boolean,
  secondsOf: ((before: number) => number) | null,
): number {
  const { observer } = run;
  const { toSend } = sender;
  const zero = sender.pendingZeroes > 0 ? run.zero : null;
  let word = Math.floor(sender.cursor / 32);
  let ahead = -1 << (sender.cursor & 31);
  let count = 0;
  while (count < limit && word < toSend.length) {
    if (zero === null && secondsOf === null && ahead === -1) {
      // All but the last: where that lies is where the cursor stops.
      count += takeGroups(toSend, word, limit - count - 1);
      word += 4 * gone.groups;
      if (word === toSend.length) break;
    }
    const waiting = toSend[word] & ahead;
    const others = zero === null ? 0 : zeroes ? waiting & ~zero[word] : waiting & zero[word];
    const taken = lowestBits(waiting & belowLowest(others), limit - count);
    toSend[word] &= ~taken;
    if (taken !== 0 && secondsOf !== null) observer.sent?.(word, taken, secondsOf(count));
    count += popCount(taken);
    if (taken !== waiting || count === limit) {
      sender.cursor = word * 32 + (taken === 0 ? 0 : 32 - Math.clz32(taken));
      return count;
    }
    ahead = -1;
    word++;
  }
  sender.cursor = word < toSend.length ? word * 32 : 0;
  return count;
}

/** How far the last call of {@linkcode takeGroups} went. */
const gone = { groups: 0 };

/** Takes whole groups of words by the kernel, where it reaches the set; returns the pages in them. */
function takeGroups(toSend: Uint32Array, word: number, limit: number): number {
  const arena = currentArena();
  const groups = Math.min(KERNEL_GROUPS.max, Math.floor((toSend.length - word) / 4));
  gone.groups = 0;
  if (arena === null || groups < KERNEL_GROUPS.min || limit < 32 * KERNEL_GROUPS.min || !arena.owns(toSend)) return 0;
  return arena.take(toSend, word, groups, limit, gone);
}
