/**
 * KiB = 2^10, bytes of a kibibyte.
 *
 * @example
 * ```ts
 * import { KiB } from "@pageferry/pageferry";
 * import { assertStrictEquals } from "@std/assert";
 * assertStrictEquals(4 * KiB, 4096);
 * ```
 */
export const KiB: number = 2 ** 10;

/**
 * MiB = 2^20, bytes of a mebibyte.
 *
 * @example
 * ```ts
 * import { MiB } from "@pageferry/pageferry";
 * import { assertStrictEquals } from "@std/assert";
 * assertStrictEquals(4 * MiB, 4194304);
 * ```
 */
export const MiB: number = 2 ** 20;

/**
 * GiB = 2^30, bytes of a gibibyte.
 *
 * @example
 * ```ts
 * import { GiB } from "@pageferry/pageferry";
 * import { assertStrictEquals } from "@std/assert";
 * assertStrictEquals(4 * GiB, 4294967296);
 * ```
 */
export const GiB: number = 2 ** 30;

/**
 * TiB = 2^40, bytes of a tebibyte.
 *
 * @example
 * ```ts
 * import { TiB } from "@pageferry/pageferry";
 * import { assertStrictEquals } from "@std/assert";
 * assertStrictEquals(4 * TiB, 4398046511104);
 * ```
 */
export const TiB: number = 2 ** 40;

/**
 * Mbit = 10^6, bits of a megabit: `100 * Mbit` is 100 Mbit/s as `bandwidthBitsPerSecond`.
 *
 * @example
 * ```ts
 * import { Mbit } from "@pageferry/pageferry";
 * import { assertStrictEquals } from "@std/assert";
 * assertStrictEquals(4 * Mbit, 4000000);
 * ```
 */
export const Mbit: number = 10 ** 6;

/**
 * Gbit = 10^9, bits of a gigabit: `10 * Gbit` is 10 Gbit/s as `bandwidthBitsPerSecond`.
 *
 * @example
 * ```ts
 * import { Gbit } from "@pageferry/pageferry";
 * import { assertStrictEquals } from "@std/assert";
 * assertStrictEquals(4 * Gbit, 4000000000);
 * ```
 */
export const Gbit: number = 10 ** 9;
