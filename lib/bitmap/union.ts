/**
 * Adds the pages of `other` to `target`, in place and without allocating.
 *
 * @throws {RangeError} if the sets differ in length
 */
export function unionInto(target: Uint32Array, other: Uint32Array): void {
  if (target.length !== other.length) {
    throw new RangeError(
      `Cannot take union: other must be ${target.length} words long, got ${other.length}`,
    );
  }
  for (let word = 0; word < target.length; word++) target[word] |= other[word];
}

/** The pages in `a` or `b`, as a new set. Throws a `RangeError` if they differ in length. */
export function union(a: Uint32Array, b: Uint32Array): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(a);
  unionInto(result, b);
  return result;
}
