/** The engines: one for each family of algorithm, and stop-and-copy as the baseline. */
export type Engine = "pre-copy" | "three-stage" | "post-copy" | "stop-and-copy";

/** The hypervisor whose rules an engine follows: page order, stop tests, cost of a rewritten page, bytes on the wire. */
export type Hypervisor = "xen-4.1" | "xen-4.6" | "qemu";

/** How a TCP sender reacts to loss. */
export type CongestionControl = "cubic" | "bbr";

/** Where the pages of a dirty curve lie. */
export type Placement = "scattered" | "contiguous";

/** What happens to a migration whose time is up. */
export type TimeLimitAction = "abort" | "pause" | "post-copy";

/** How limits per GiB count the memory of the VM. */
export type LimitMemory = "GiB" | "at least 2 GiB" | "whole GB";

/** The name of a platform: a preset with the limits that a management layer sets, and what it does at them. */
export type PlatformName =
  | "qemu"
  | "libvirt"
  | "kubevirt"
  | "kubevirt-2020"
  | "kubevirt-hco"
  | "kubevirt-steps"
  | "nova"
  | "nova-force"
  | "proxmox"
  | "cloud-hypervisor"
  | "xenserver"
  | "xen-4.1";

/** The name of a preset. */
export type PresetName = "gigabit" | "song2014Low" | "song2014High" | PlatformName;

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

/** One line on each platform. */
export const PLATFORM_HELP: Readonly<Record<PlatformName, string>> = {
  "qemu": "QEMU 7.2 with its defaults, including a cap of 128 MiB/s, on Gigabit Ethernet. The guest writes nothing.",
  "libvirt": "libvirt: QEMU without a cap and without a time limit.",
  "kubevirt":
    "KubeVirt v1: no cap; aborts after 150 s per GB, or if no poll finds less to send than the one before for 150 s.",
  "kubevirt-2020": "KubeVirt before v1: a cap of 64 MiB/s, 800 s per GB.",
  "kubevirt-hco": "KubeVirt as the hyperconverged operator sets it since July 2026: 20 s per GB.",
  "kubevirt-steps": "KubeVirt with VEP 291: the downtime limit rises in seven steps from 150 to 1050 ms.",
  "nova": "OpenStack Nova: the downtime limit rises in ten steps to 500 ms; aborts after 800 s per GiB.",
  "nova-force": "OpenStack Nova with timeout_action force_complete: pauses the guest after 800 s per GiB.",
  "proxmox": "Proxmox VE: a downtime limit of 100 ms, doubled each time that six polls find that the rest has grown.",
  "cloud-hypervisor": "Cloud Hypervisor since PR 7835: 300 ms, cancels after 3600 s. Under QEMU's rules.",
  "xenserver": "XenServer, XCP-ng and libxl of Xen 4.6 and later: five rounds, then the guest stops.",
  "xen-4.1": "Xen 4.1: 29 rounds or three times memory, then the guest stops.",
};

/** One line on each preset. */
export const PRESET_HELP: Readonly<Record<PresetName, string>> = {
  gigabit: "Two hosts on Gigabit Ethernet under later Xen's rules. The default. The guest writes nothing.",
  ...PLATFORM_HELP,
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

/** All actions at a time limit. */
export const TIME_LIMIT_ACTIONS: readonly TimeLimitAction[] = ["abort", "pause", "post-copy"];

/** All manners in which limits per GiB count memory. */
export const LIMIT_MEMORIES: readonly LimitMemory[] = ["GiB", "at least 2 GiB", "whole GB"];

/**
 * The names of all platforms.
 *
 * @example
 * ```ts
 * import { PLATFORMS, parseScenario } from "@pageferry/pageferry";
 * import { assert, assertStrictEquals } from "@std/assert";
 *
 * assert(PLATFORMS.includes("kubevirt"));
 * const { migration } = parseScenario({ preset: "kubevirt", vm: { memoryBytes: 2 ** 36 } });
 * assertStrictEquals(migration.maxBytesPerSecond, null);
 * ```
 */
export const PLATFORMS: readonly PlatformName[] = Object.keys(PLATFORM_HELP) as PlatformName[];

/** All placements of the pages of a dirty curve. */
export const PLACEMENTS: readonly Placement[] = ["scattered", "contiguous"];

/**
 * The names of all presets: Gigabit Ethernet under later Xen (the default), the platforms, and the testbed of the
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
