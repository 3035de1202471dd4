import { hashText } from "./hash-text.ts";

/** Lanes of a stream: four generators run side by side, so that a 128-bit vector unit can take one step of all. */
export const LANES = 4;

/**
 * A stream of pseudo-random numbers, seeded from a text.
 *
 * Two independent parts, both Chris Doty-Humphrey's sfc32: `lanes`, four interleaved generators that the word-parallel
 * samplers advance in place (a, b, c, counter as four rows of {@linkcode LANES} words), and a scalar one behind the
 * methods. The same text gives the same numbers on every machine.
 *
 * @example
 * ```ts
 * import { Random } from "@pageferry/pageferry";
 * import { assertNotStrictEquals, assertStrictEquals } from "@std/assert";
 *
 * assertStrictEquals(new Random("a").uint32(), new Random("a").uint32());
 * assertNotStrictEquals(new Random("a").uint32(), new Random("b").uint32());
 * ```
 */
export class Random {
  /** State of the four lanes: a0..a3, b0..b3, c0..c3, counter0..counter3. */
  readonly lanes: Int32Array<ArrayBuffer> = new Int32Array(4 * LANES);
  /**
   * What is left of an exponential waiting time, for the samplers that skip from success to success. Having waited teaches
   * nothing about how long is still to wait, so that the rest of one draw serves the next, over whatever pages.
   */
  gap: number;
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /** Starts the stream that `text` seeds: the scenario's key, the replicate, whatever tells it from others. */
  constructor(text: string) {
    const [a, b, c] = hashText(text);
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#counter = 1;
    // sfc32's own advice: discard the first outputs, so that similar seeds are far apart.
    for (let i = 0; i < 15; i++) this.uint32();
    for (let lane = 0; lane < LANES; lane++) {
      const seed = hashText(`${text}/lane ${lane}`);
      for (let row = 0; row < 3; row++) this.lanes[row * LANES + lane] = seed[row];
      this.lanes[3 * LANES + lane] = 1;
    }
    const sink = new Int32Array(LANES);
    for (let i = 0; i < 15; i++) stepLanes(this.lanes, sink);
    const [high, low] = hashText(`${text}/gap`);
    this.gap = -Math.log(uniformOf(high, low));
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

/** A number from 0 (exclusive) to 1 (exclusive) made of two words. */
function uniformOf(high: number, low: number): number {
  // Of 54 binary digits the sum keeps 53: the topmost would round up to 1.
  return Math.min(((high >>> 5) * 2 ** 26 + (low >>> 6) + 0.5) / 2 ** 53, 1 - 2 ** -53);
}

/** Advances the four lanes one step and writes their outputs. */
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
