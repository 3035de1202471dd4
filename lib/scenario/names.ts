/** The engines: one for each family of algorithm, and stop-and-copy as the baseline. */
export type Engine = "pre-copy" | "three-stage" | "post-copy" | "stop-and-copy";

/** The hypervisor whose rules an engine follows: page order, stop tests, cost of a rewritten page, bytes on the wire. */
export type Hypervisor = "xen-4.1" | "xen-4.6" | "qemu";

/** How a TCP sender reacts to loss. */
export type CongestionControl = "cubic" | "bbr";

/** Where the pages of a dirty curve lie. */
export type Placement = "scattered" | "contiguous";

/** The name of a preset. */
export type PresetName = "gigabit" | "qemu" | "song2014Low" | "song2014High";

/** One line on each engine, in the order in which engines are compared. */
export const ENGINE_HELP: Readonly<Record<Engine, string>> = {
  "pre-copy": "Sends all memory, then repeatedly the pages written since. The guest moves when little is left.",
  "three-stage": "Hybrid: sends all memory once, moves the guest, then pushes and fetches the dirty pages.",
  "post-copy": "Moves the guest at once, then pushes and fetches all memory.",
  "stop-and-copy": "Stops the guest, sends everything, starts it again. The baseline.",
};

/** One line on each hypervisor's rules. */
export const HYPERVISOR_HELP: Readonly<Record<Hypervisor, string>> = {
  "xen-4.1": "Xen 4.1: up to 29 rounds, skips pages that are dirty again before their batch.",
  "xen-4.6": "Xen 4.6 and later: up to 5 rounds, no skipping.",
  "qemu": "QEMU: no rounds, a downtime limit, zero pages detected.",
};

/** One line on each preset. */
export const PRESET_HELP: Readonly<Record<PresetName, string>> = {
  gigabit: "Two hosts on Gigabit Ethernet under later Xen's rules. The default. The guest writes nothing.",
  qemu: "QEMU 7.2 with its defaults, including a cap of 128 MiB/s, on Gigabit Ethernet. The guest writes nothing.",
  song2014Low: "The testbed of the three-stage-copy paper (Song, Liu, Yin, Gao 2014) at its low dirty rate. Xen 4.1.",
  song2014High: "The same testbed at the paper's high dirty rate.",
};

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
export const ENGINES: readonly Engine[] = Object.keys(ENGINE_HELP) as Engine[];

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
export const HYPERVISORS: readonly Hypervisor[] = Object.keys(HYPERVISOR_HELP) as Hypervisor[];

/**
 * All congestion controls.
 *
 * @example
 * ```ts
 * import { CONGESTION_CONTROLS } from "@pageferry/pageferry";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(CONGESTION_CONTROLS, ["cubic", "bbr"]);
 * ```
 */
export const CONGESTION_CONTROLS: readonly CongestionControl[] = ["cubic", "bbr"];

/** All placements of the pages of a dirty curve. */
export const PLACEMENTS: readonly Placement[] = ["scattered", "contiguous"];

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
 * assert(results.every(({ verdict }) => verdict !== "diverged"));
 * ```
 */
export const PRESETS: readonly PresetName[] = Object.keys(PRESET_HELP) as PresetName[];
