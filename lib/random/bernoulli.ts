import { currentArena } from "../bitmap/wasm/arena.ts";
import { LANES, type Random, stepLanes } from "./random.ts";

/**
 * The density below which skipping from success to success is cheaper than deciding every page.
 * A skip costs one logarithm, a word-parallel decision some eight generator steps per 128 pages.
 */
export const SKIP_BELOW = 1 / 96;

/** Fewer successes than this are skipped to at any density: deciding even a few words costs as much. */
const FEW = 8;

/**
 * Adds each of the pages `fromPage` (inclusive) to `toPage` (exclusive) to `out` with probability `p`, independently.
 *
 * Exact to the 53 binary digits of `p`. Dense draws decide 128 pages at once, by comparing random words with the digits
 * of `p` from the top: a page is decided at the first digit in which its random number differs. Sparse draws skip ahead
 * geometrically, so that their cost follows the pages added.
 */
export function addBernoulli(
  out: Uint32Array,
  fromPage: number,
  toPage: number,
  p: number,
  random: Random,
): void {
  if (!(p > 0) || fromPage >= toPage) return;
  if (p < 1 && isSparse(p, toPage - fromPage)) addBySkipping(out, fromPage, toPage, -Math.log1p(-p), random);
  else addByComparing(out, fromPage, toPage, Math.min(p, 1), random);
}

/**
 * Adds each of the pages `fromPage` (inclusive) to `toPage` (exclusive) to `out` with probability 1 - exp(-`hazard`): if a
 * Poisson process with `hazard` events to be expected per page has one there. The same as {@linkcode addBernoulli},
 * without an exponential or a logarithm for pages that are sparse.
 */
export function addPoisson(
  out: Uint32Array,
  fromPage: number,
  toPage: number,
  hazard: number,
  random: Random,
): void {
  if (!(hazard > 0) || fromPage >= toPage) return;
  if (isSparse(hazard, toPage - fromPage)) addBySkipping(out, fromPage, toPage, hazard, random);
  else addByComparing(out, fromPage, toPage, -Math.expm1(-hazard), random);
}

function isSparse(density: number, pages: number): boolean {
  return density < SKIP_BELOW || density * pages < FEW;
}

/** The sparse form of {@linkcode addPoisson}: exponential gaps from event to event, of which the first of each page counts. */
export function addBySkipping(
  out: Uint32Array,
  fromPage: number,
  toPage: number,
  hazard: number,
  random: Random,
): void {
  const pages = toPage - fromPage;
  if (random.gap >= hazard * pages) {
    random.gap -= hazard * pages;
    return;
  }
  let start = fromPage;
  let gap = random.gap;
  for (;;) {
    const page = start + Math.floor(gap / hazard);
    if (page >= toPage) break;
    out[Math.floor(page / 32)] |= 1 << (page & 31);
    start = page + 1;
    gap = random.exponential();
  }
  random.gap = Math.max(0, gap - hazard * (toPage - start));
}

const drawn = new Int32Array(LANES);

/** Fewer groups of words are not worth the call into WebAssembly. */
const KERNEL_GROUPS = 2;

/** The dense form of {@linkcode addBernoulli}: 32 pages of each of four words at once. */
export function addByComparing(
  out: Uint32Array,
  fromPage: number,
  toPage: number,
  p: number,
  random: Random,
): void {
  const first = Math.floor(fromPage / 32);
  const last = Math.floor((toPage - 1) / 32);
  const headMask = -1 << (fromPage & 31);
  const tailMask = -1 >>> (31 - ((toPage - 1) & 31));
  const certain = p >= 1;
  // The 53 digits of p, the first 32 in `high`, the others at the top of `low`.
  const high = certain ? 0 : Math.floor(p * 2 ** 32);
  const low = certain ? 0 : Math.floor((p * 2 ** 32 - high) * 2 ** 32);
  const { lanes } = random;
  // The kernel takes the first digit without looking whether there is one.
  const arena = (high | low) === 0 ? null : currentArena();
  const fast = arena !== null && arena.owns(out) ? arena : null;
  for (let word = first; word <= last; word += LANES) {
    if (fast !== null && (word > first || headMask === -1)) {
      // Whole groups, but for the last: the same draws, by the kernel.
      const groups = Math.floor((last - word) / LANES);
      if (groups >= KERNEL_GROUPS) {
        fast.addBernoulli(out, word, groups, high | 0, low | 0, lanes);
        word += groups * LANES;
      }
    }
    let u0 = -1, u1 = -1, u2 = -1, u3 = -1;
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    if (certain) {
      s0 = -1;
      s1 = -1;
      s2 = -1;
      s3 = -1;
    } else {
      for (let digits = high | 0, rest = low | 0, left = 64; (u0 | u1 | u2 | u3) !== 0;) {
        if ((digits | rest) === 0 || left-- === 0) break;
        stepLanes(lanes, drawn);
        // A page still undecided succeeds where the digit is 1 and its own is 0, fails where it is 0 and its own is 1.
        const one = digits >> 31;
        const d0 = drawn[0] ^ one, d1 = drawn[1] ^ one, d2 = drawn[2] ^ one, d3 = drawn[3] ^ one;
        s0 |= u0 & d0 & one;
        s1 |= u1 & d1 & one;
        s2 |= u2 & d2 & one;
        s3 |= u3 & d3 & one;
        u0 &= ~d0;
        u1 &= ~d1;
        u2 &= ~d2;
        u3 &= ~d3;
        digits = (digits << 1) | (rest >>> 31);
        rest <<= 1;
      }
    }
    if (word === first) s0 &= headMask;
    const left = last - word;
    if (left < LANES) {
      if (left === 0) s0 &= tailMask;
      else if (left === 1) s1 &= tailMask;
      else if (left === 2) s2 &= tailMask;
      else s3 &= tailMask;
    }
    out[word] |= s0;
    if (left > 0) out[word + 1] |= s1;
    if (left > 1) out[word + 2] |= s2;
    if (left > 2) out[word + 3] |= s3;
  }
}
