/** The engines: one for each family of algorithm, and stop-and-copy as the baseline. */
export type Engine = "pre-copy" | "three-stage" | "post-copy" | "stop-and-copy";

/** The hypervisor whose rules an engine follows: page order, stop tests, cost of a rewritten page, bytes on the wire. */
export type Hypervisor = "xen-4.1" | "xen-4.6" | "qemu";

/** The name of a preset. */
export type PresetName = "gigabit" | "qemu" | "song2014Low" | "song2014High";

/**
 * All engines, in the order in which they are compared.
 *
 * @example
 * ```ts
 * import { ENGINES } from "@pageferry/pageferry";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ENGINES, ["pre-copy", "three-stage", "post-copy", "stop-and-copy"]);
 * ```
 */
export const ENGINES: readonly Engine[] = ["pre-copy", "three-stage", "post-copy", "stop-and-copy"];

/**
 * All hypervisors. `"xen-4.6"` stands for Xen 4.6 and later.
 *
 * @example
 * ```ts
 * import { HYPERVISORS } from "@pageferry/pageferry";
 * import { assert } from "@std/assert";
 *
 * assert(HYPERVISORS.includes("qemu"));
 * ```
 */
export const HYPERVISORS: readonly Hypervisor[] = ["xen-4.1", "xen-4.6", "qemu"];

/**
 * The names of all presets: Gigabit Ethernet under later Xen (the default), QEMU with its defaults, and the testbed of the
 * three-stage-copy paper (Song, Liu, Yin, Gao 2014) at its low and its high dirty rate.
 *
 * @example
 * ```ts
 * import { PRESETS, simulate } from "@pageferry/pageferry";
 * import { assert } from "@std/assert";
 *
 * const results = PRESETS.map((preset) => simulate({ preset, vm: { memoryBytes: 2 ** 24 } }));
 * assert(results.every(({ verdict }) => verdict === "converged"));
 * ```
 */
export const PRESETS: readonly PresetName[] = ["gigabit", "qemu", "song2014Low", "song2014High"];
