/**
 * Keeps in `target` only the pages that `other` holds too, in place and without allocating.
 *
 * @throws {RangeError} if the sets differ in length
 */
export function intersectionInto(target: Uint32Array, other: Uint32Array): void {
  if (target.length !== other.length) {
    throw new RangeError(
      `Cannot take intersection: other must be ${target.length} words long, got ${other.length}`,
    );
  }
  for (let word = 0; word < target.length; word++) target[word] &= other[word];
}

/**
 * The pages in both `a` and `b`, as a new set. Throws a `RangeError` if they differ in length.
 *
 * @example
 * ```ts
 * import { add, createBitmap, intersection, pagesOf } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = [createBitmap(32), createBitmap(32)];
 * for (const page of [1, 2]) add(a, page);
 * for (const page of [2, 3]) add(b, page);
 * assertEquals([...pagesOf(intersection(a, b))], [2]);
 * ```
 */
export function intersection(a: Uint32Array, b: Uint32Array): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(a);
  intersectionInto(result, b);
  return result;
}
