import { hashText } from "./hash-text.ts";

/** Generators of a stream that run side by side: a 128-bit vector unit advances all four in one step. */
export const LANES = 4;

/**
 * A stream of pseudo-random numbers, seeded from a string. The same string gives the same numbers on every machine.
 *
 * It has two independent parts, both Chris Doty-Humphrey's sfc32: `lanes`, four interleaved generators that the
 * word-parallel samplers advance in place, and a scalar generator behind the methods.
 *
 * Invariant: the stored gap is not negative.
 */
export class Random {
  /** State of the four lanes: a0..a3, b0..b3, c0..c3, counter0..counter3. */
  readonly lanes: Int32Array<ArrayBuffer> = new Int32Array(4 * LANES);
  #gap: number;
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /** Starts the stream that `text` seeds, such as a scenario's seed with the number of a replicate. */
  constructor(text: string) {
    text = withoutOwnSuffix(text);
    const [a, b, c] = hashText(text);
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#counter = 1;
    // The author of sfc32 recommends discarding the first outputs, which separates similar seeds.
    for (let i = 0; i < 15; i++) this.uint32();
    for (let lane = 0; lane < LANES; lane++) {
      const seed = hashText(`${text}/lane ${lane}`);
      for (let row = 0; row < 3; row++) this.lanes[row * LANES + lane] = seed[row];
      this.lanes[3 * LANES + lane] = 1;
    }
    const discarded = new Int32Array(LANES);
    for (let i = 0; i < 15; i++) stepLanes(this.lanes, discarded);
    const [high, low] = hashText(`${text}/gap`);
    this.#gap = -Math.log(uniformOf(high, low));
  }

  /**
   * Takes the rest of the last exponential waiting time. Return the unused part with {@linkcode keepGap}. The
   * exponential distribution is memoryless, so the rest of one draw can be used for the next draw over any other pages.
   */
  takeGap(): number {
    return this.#gap;
  }

  /** Keeps the rest of a waiting time. A negative rest, the result of rounding, counts as 0. */
  keepGap(rest: number): void {
    this.#gap = rest > 0 ? rest : 0;
  }

  /** The next whole number from 0 to 2^32 - 1. */
  uint32(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** The next number from 0 (exclusive) to 1 (exclusive), on a grid of 2^-53. */
  uniform(): number {
    const high = this.uint32();
    return uniformOf(high, this.uint32());
  }

  /** The next exponential waiting time with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** The next whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor(this.uniform() * limit);
  }
}

/**
 * The text, longer by a character if it ends like the texts that seed a stream's parts: "x/lane 0" must not start the first
 * lane of "x" as its scalar generator. Different texts stay different.
 */
function withoutOwnSuffix(text: string): string {
  return /\/(lane \d|gap)\/*$/.test(text) ? `${text}/` : text;
}

/** A number from 0 (exclusive) to 1 (exclusive), made of two random words. */
function uniformOf(high: number, low: number): number {
  // The sum has 54 binary digits and keeps 53, so the largest would round up to 1.
  return Math.min(((high >>> 5) * 2 ** 26 + (low >>> 6) + 0.5) / 2 ** 53, 1 - 2 ** -53);
}

/** Advances the four lanes by one step and writes their outputs to `out`. */
export function stepLanes(lanes: Int32Array, out: Int32Array): void {
  for (let lane = 0; lane < LANES; lane++) {
    const a = lanes[lane];
    const b = lanes[LANES + lane];
    const c = lanes[2 * LANES + lane];
    const counter = lanes[3 * LANES + lane];
    const result = (a + b + counter) | 0;
    lanes[3 * LANES + lane] = counter + 1;
    lanes[lane] = b ^ (b >>> 9);
    lanes[LANES + lane] = c + (c << 3);
    lanes[2 * LANES + lane] = ((c << 21) | (c >>> 11)) + result;
    out[lane] = result;
  }
}
