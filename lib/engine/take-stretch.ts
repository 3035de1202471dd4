import { lowestBits } from "../bitmap/lowest-bits.ts";
import { popCount } from "../bitmap/pop-count.ts";
import { currentArena } from "../kernel/arena.ts";
import type { Run } from "./run.ts";
import type { Sender } from "./sender.ts";

/** Fewer groups of four words are not worth the call into WebAssembly. */
const KERNEL_GROUPS = 4;

/**
 * Takes at most `limit` pages off the set to send, from the cursor on: all of them zero pages, or none. It ends before the
 * first of the other kind and at the end of memory, and moves the cursor behind what it took.
 *
 * @param zeroes which of the two; the page at the cursor is of this kind, and to be sent
 * @param secondsOf when a page is sent that has so many before it in the stretch; for an observer
 * @returns how many it took
 */
export function takeStretch(
  run: Run,
  sender: Sender,
  limit: number,
  zeroes: boolean,
  secondsOf: (before: number) => number,
): number {
  const { observer } = run;
  const { toSend } = sender;
  const zero = sender.pendingZeroes > 0 ? run.zero : null;
  let word = Math.floor(sender.cursor / 32);
  let ahead = -1 << (sender.cursor & 31);
  let count = 0;
  while (count < limit && word < toSend.length) {
    if (zero === null && observer.sent === undefined && ahead === -1) {
      const { pages, words } = takeGroups(toSend, word, limit - count);
      count += pages;
      word += words;
      // What the kernel left has the limit in it, or the end of memory.
      if (count === limit || word === toSend.length) break;
    }
    const waiting = toSend[word] & ahead;
    const others = zero === null ? 0 : zeroes ? waiting & ~zero[word] : waiting & zero[word];
    const alike = others === 0 ? waiting : waiting & ((others & -others) - 1);
    const taken = lowestBits(alike, limit - count);
    toSend[word] &= ~taken;
    if (taken !== 0) observer.sent?.(word, taken, secondsOf(count));
    count += popCount(taken);
    if (taken !== waiting) {
      const left = waiting & ~taken;
      sender.cursor = word * 32 + 31 - Math.clz32(left & -left);
      return count;
    }
    ahead = -1;
    word++;
  }
  sender.cursor = word < toSend.length ? word * 32 : 0;
  return count;
}

const gone = { groups: 0 };
const NONE = { pages: 0, words: 0 };

/** Takes whole groups of words by the kernel, where it reaches the set. */
function takeGroups(toSend: Uint32Array, word: number, limit: number): { pages: number; words: number } {
  const arena = currentArena();
  const groups = Math.floor((toSend.length - word) / 4);
  if (arena === null || groups < KERNEL_GROUPS || limit < 32 * KERNEL_GROUPS || !arena.owns(toSend)) return NONE;
  const pages = arena.take(toSend, word, groups, limit, gone);
  return { pages, words: 4 * gone.groups };
}
