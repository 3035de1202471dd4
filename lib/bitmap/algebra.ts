/**
 * Adds the pages of `other` to `target`, in place and without allocating.
 *
 * @throws {RangeError} if the sets differ in length
 *
 * @example
 * ```ts
 * import { add, createBitmap, pagesOf, unionInto } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = [createBitmap(32), createBitmap(32)];
 * add(a, 1);
 * add(b, 2);
 * unionInto(a, b);
 * assertEquals([...pagesOf(a)], [1, 2]);
 * ```
 */
export function unionInto(target: Uint32Array, other: Uint32Array): void {
  checkLengths("union", target, other);
  for (let word = 0; word < target.length; word++) target[word] |= other[word];
}

/**
 * The pages in `a`, in `b` or in both, as a new set.
 *
 * @throws {RangeError} if the sets differ in length
 *
 * @example
 * ```ts
 * import { add, createBitmap, pagesOf, union } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = [createBitmap(32), createBitmap(32)];
 * for (const page of [1, 2]) add(a, page);
 * for (const page of [2, 3]) add(b, page);
 * assertEquals([...pagesOf(union(a, b))], [1, 2, 3]);
 * ```
 */
export function union(a: Uint32Array, b: Uint32Array): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(a);
  unionInto(result, b);
  return result;
}

/**
 * Keeps in `target` only the pages that are also in `other`, in place and without allocating.
 *
 * @throws {RangeError} if the sets differ in length
 *
 * @example
 * ```ts
 * import { add, createBitmap, intersectionInto, pagesOf } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = [createBitmap(32), createBitmap(32)];
 * for (const page of [1, 2]) add(a, page);
 * add(b, 2);
 * intersectionInto(a, b);
 * assertEquals([...pagesOf(a)], [2]);
 * ```
 */
export function intersectionInto(target: Uint32Array, other: Uint32Array): void {
  checkLengths("intersection", target, other);
  for (let word = 0; word < target.length; word++) target[word] &= other[word];
}

/**
 * The pages in both `a` and `b`, as a new set.
 *
 * @throws {RangeError} if the sets differ in length
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

/**
 * Removes the pages of `other` from `target`, in place and without allocating.
 *
 * @throws {RangeError} if the sets differ in length
 *
 * @example
 * ```ts
 * import { add, createBitmap, differenceInto, pagesOf } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = [createBitmap(32), createBitmap(32)];
 * for (const page of [1, 2]) add(a, page);
 * add(b, 2);
 * differenceInto(a, b);
 * assertEquals([...pagesOf(a)], [1]);
 * ```
 */
export function differenceInto(target: Uint32Array, other: Uint32Array): void {
  checkLengths("difference", target, other);
  for (let word = 0; word < target.length; word++) target[word] &= ~other[word];
}

/**
 * The pages in `a` but not in `b`, as a new set.
 *
 * @throws {RangeError} if the sets differ in length
 *
 * @example
 * ```ts
 * import { add, createBitmap, difference, pagesOf } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = [createBitmap(32), createBitmap(32)];
 * for (const page of [1, 2]) add(a, page);
 * for (const page of [2, 3]) add(b, page);
 * assertEquals([...pagesOf(difference(a, b))], [1]);
 * ```
 */
export function difference(a: Uint32Array, b: Uint32Array): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(a);
  differenceInto(result, b);
  return result;
}

function checkLengths(operation: string, target: Uint32Array, other: Uint32Array): void {
  if (target.length === other.length) return;
  throw new RangeError(
    `Cannot take ${operation}: other must be ${target.length} words long, got ${other.length}`,
  );
}
