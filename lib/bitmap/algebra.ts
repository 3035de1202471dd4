/**
 * Adds the pages of `other` to `target`, in place and without allocating.
 *
 * @throws {RangeError} if the sets differ in length
 *
 * @example
 * ```ts
 * import { unionInto } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const set = Uint32Array.of(0b011);
 * unionInto(set, Uint32Array.of(0b110));
 * assertEquals(set, Uint32Array.of(0b111));
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
 * import { union } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(union(Uint32Array.of(0b011), Uint32Array.of(0b110)), Uint32Array.of(0b111));
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
 * import { intersectionInto } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const set = Uint32Array.of(0b011);
 * intersectionInto(set, Uint32Array.of(0b110));
 * assertEquals(set, Uint32Array.of(0b010));
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
 * import { intersection } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(intersection(Uint32Array.of(0b011), Uint32Array.of(0b110)), Uint32Array.of(0b010));
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
 * import { differenceInto } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * const set = Uint32Array.of(0b011);
 * differenceInto(set, Uint32Array.of(0b110));
 * assertEquals(set, Uint32Array.of(0b001));
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
 * import { difference } from "@pageferry/pageferry/bitmap";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(difference(Uint32Array.of(0b011), Uint32Array.of(0b110)), Uint32Array.of(0b001));
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
