import { popCount } from "../../bitmap/word.ts";
import type { Run } from "./run.ts";

/**
 * Tells the observer, if any, that the pages of `set` from `from` to `to` - 1 are sent, word by word in ascending order.
 *
 * @param secondsOf returns when a page is sent, given how many pages of the set are sent before it
 */
export function reportSent(
  { observer }: Run,
  set: Uint32Array,
  from: number,
  to: number,
  secondsOf: (before: number) => number,
): void {
  if (observer.sent === undefined) return;
  let before = 0;
  for (let page = from; page < to;) {
    const word = Math.floor(page / 32);
    const end = Math.min(to, word * 32 + 32);
    const mask = set[word] & (-1 << (page & 31)) & (-1 >>> (word * 32 + 32 - end));
    if (mask !== 0) observer.sent(word, mask, secondsOf(before));
    before += popCount(mask);
    page = end;
  }
}
