import { fillRange } from "../bitmap/range.ts";
import { CHUNK_WORDS, copyWords, KERNELS, type Kernels } from "../bitmap/wasm/kernels.ts";
import { LANES, type Random, stepLanes } from "./random.ts";

/**
 * The density below which skipping from success to success is faster than deciding every page. A skip costs one
 * logarithm; deciding costs about eight generator steps per 128 pages.
 */
export const SKIP_BELOW = 1 / 96;

/**
 * With fewer expected successes than this, skipping is used at any density, because deciding even a few words costs as
 * much.
 */
const FEW = 8;

/**
 * Adds each of the pages `fromPage` (inclusive) to `toPage` (exclusive) to `out` with probability `p`, independently.
 *
 * Exact to the 53 binary digits of `p`. Dense draws decide 128 pages at once: they compare random words with the digits
 * of `p` from the top, and a page is decided at the first digit in which its random number differs. Sparse draws skip
 * geometrically, so their run time scales with the pages added.
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
  else addByComparing(out, fromPage, toPage, p, random);
}

/**
 * Adds each of the pages `fromPage` (inclusive) to `toPage` (exclusive) to `out` with probability 1 - exp(-`hazard`): the
 * pages on which a Poisson process with `hazard` expected events per page has at least one. Equivalent to
 * {@linkcode addBernoulli}, without an exponential or a logarithm of the density if pages are sparse.
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

/**
 * The sparse form of {@linkcode addPoisson}. It walks the events of the process, an exponential gap apart; later events
 * on the same page have no effect. The rest of the last gap is kept for the next draw.
 */
export function addBySkipping(
  out: Uint32Array,
  fromPage: number,
  toPage: number,
  hazard: number,
  random: Random,
): void {
  const total = hazard * (toPage - fromPage);
  let gap = random.takeGap();
  if (gap >= total) {
    random.keepGap(gap - total);
    return;
  }
  let start = fromPage;
  for (;;) {
    const page = start + Math.floor(gap / hazard);
    if (page >= toPage) break;
    out[Math.floor(page / 32)] |= 1 << (page & 31);
    start = page + 1;
    gap = random.exponential();
  }
  random.keepGap(gap - hazard * (toPage - start));
}

/** The dense form of {@linkcode addBernoulli}. It draws whole words, in groups of {@linkcode LANES}. */
export function addByComparing(
  out: Uint32Array,
  fromPage: number,
  toPage: number,
  p: number,
  random: Random,
): void {
  if (p >= 1) return fillRange(out, fromPage, toPage);
  // The 53 binary digits of p: the first 32 in `high`, the others at the top of `low`.
  const high = Math.floor(p * 2 ** 32);
  const low = Math.floor((p * 2 ** 32 - high) * 2 ** 32);
  if (high === 0 && low === 0) return;
  const first = Math.floor(fromPage / 32);
  const last = Math.floor((toPage - 1) / 32);
  const [headBefore, tailBefore] = [out[first], out[last]];
  if (KERNELS !== null) addByKernel(KERNELS, out, first, last + 1, high | 0, low | 0, random.lanes);
  else addWordByWord(out, first, last + 1, high | 0, low | 0, random.lanes);
  // Pages of the first and the last word outside the range keep what they were.
  const head = -1 << (fromPage & 31);
  const tail = -1 >>> (31 - ((toPage - 1) & 31));
  out[first] = headBefore | (out[first] & (first === last ? head & tail : head));
  if (first !== last) out[last] = tailBefore | (out[last] & tail);
}

/** Draws the words `fromWord` to `toWord` - 1 in WebAssembly, one chunk after the other. */
function addByKernel(
  { words, lanes: state, addBernoulli }: Kernels,
  out: Uint32Array,
  fromWord: number,
  toWord: number,
  high: number,
  low: number,
  lanes: Int32Array,
): void {
  state.set(lanes);
  for (let word = fromWord; word < toWord; word += CHUNK_WORDS) {
    const count = Math.min(CHUNK_WORDS, toWord - word);
    copyWords(words, 0, out, word, count);
    addBernoulli(words.byteOffset, Math.ceil(count / LANES), high, low, state.byteOffset);
    copyWords(out, word, words, 0, count);
  }
  lanes.set(state);
}

/** Draws the words `fromWord` to `toWord` - 1 with the same bits as the kernel, for runtimes without it. */
export function addWordByWord(
  out: Uint32Array,
  fromWord: number,
  toWord: number,
  high: number,
  low: number,
  lanes: Int32Array,
): void {
  const drawn = new Int32Array(LANES);
  const undecided = new Int32Array(LANES);
  for (let word = fromWord; word < toWord; word += LANES) {
    undecided.fill(-1);
    let [digits, rest] = [high, low];
    while ((digits | rest) !== 0 && undecided.some((pages) => pages !== 0)) {
      stepLanes(lanes, drawn);
      const digit = digits >> 31; // all bits alike: 0 or -1
      for (let lane = 0; lane < LANES; lane++) {
        const differs = drawn[lane] ^ digit;
        // An undecided page succeeds if the digit is 1 and its own is 0, and fails if the digit is 0 and its own is 1.
        if (word + lane < toWord) out[word + lane] |= undecided[lane] & differs & digit;
        undecided[lane] &= ~differs;
      }
      digits = (digits << 1) | (rest >>> 31);
      rest <<= 1;
    }
  }
}
