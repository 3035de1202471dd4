/**
 * A tree of weights. Setting a weight and drawing an index by weight take time logarithmic in their number.
 *
 * Invariant: every inner node is the sum of its two children. It is computed from them and never by differences, so
 * rounding errors do not accumulate and a tree of zeros sums to zero.
 */
export class WeightTree {
  readonly #nodes: Float64Array;
  readonly #leaves: number;

  /** A tree of `size` weights, all zero. */
  constructor(size: number) {
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, size)));
    this.#nodes = new Float64Array(2 * this.#leaves);
  }

  /** The sum of all weights. */
  get total(): number {
    return this.#nodes[1];
  }

  /** Sets weight `i`. */
  set(i: number, weight: number): void {
    const nodes = this.#nodes;
    let node = this.#leaves + i;
    nodes[node] = weight;
    while ((node >>>= 1) > 0) nodes[node] = nodes[2 * node] + nodes[2 * node + 1];
  }

  /** The index whose span of the cumulative weights contains `at`, 0 to {@linkcode total}; never one of weight zero. */
  find(at: number): number {
    const nodes = this.#nodes;
    let node = 1;
    while (node < this.#leaves) {
      node *= 2;
      // Rounding may leave `at` slightly above the total: go right only to a positive weight.
      if (at >= nodes[node] && nodes[node + 1] > 0) at -= nodes[node++];
    }
    return node - this.#leaves;
  }
}
