import calibration from "../../data/song-2014-calibration.json" with { type: "json" };
import { testbed } from "./song-2014.ts";
import type { Preset } from "./preset.ts";
import type { Host, Network, PresetName } from "./types.ts";
import { HYPERVISOR_RULES } from "./hypervisors.ts";
import { ETHERNET_EFFICIENCY } from "./framing.ts";

const GUEST_ALONE = { unpopulatedPages: 0, suspendDirtiedPages: 0 };

const host: Host = {
  copyBytesPerSecond: 4e9,
  copyVariation: 0,
  roundSeconds: 0.002,
  walkSecondsPerPage: 1e-9,
  dirtyLogReadSeconds: 0.0005,
  unpopulatedSecondsPerPage: 0,
  suspendRequestSeconds: 0,
  suspendSeconds: 0.02,
  resumeSeconds: 0.02,
  markAbsentSecondsPerPage: 2e-7,
  faultSeconds: 2e-5,
};

const network: Network = {
  bandwidthBitsPerSecond: 1e9,
  framingEfficiency: ETHERNET_EFFICIENCY,
  latencySeconds: 1e-4,
  queueBytes: 256 * 1024,
  queueGrownBytes: 256 * 1024,
  queueGrowthSeconds: 0,
  linkQueueBytes: 128 * 1024,
  burstSeconds: 0,
  otherTrafficShare: 0,
};

/**
 * Two present-day hosts on Gigabit Ethernet under later Xen's rules; the guest writes nothing until told otherwise.
 * Host costs are round figures of the order that hypervisors report, not a calibration.
 */
export const gigabit: Preset = {
  vm: { pageBytes: 4096, zeroPages: 0, zeroFirstPage: null, ...GUEST_ALONE, vcpus: 1, stateBytes: 64 * 1024 },
  workload: () => [],
  source: host,
  destination: host,
  network,
  migration: { engine: "pre-copy", hypervisor: "xen-4.6", ...HYPERVISOR_RULES["xen-4.6"] },
  seed: 1,
};

/**
 * QEMU 7.2 with its defaults (`migration/options.c`) on Gigabit Ethernet.
 *
 * The queue is that of the measured runs of `data/qemu-measured.json` at 500 Mbit/s; `lib/qemu/send-buffer.ts` says what it
 * is, and what it is at other rates.
 */
export const qemu: Preset = {
  vm: { pageBytes: 4096, zeroPages: 0, zeroFirstPage: null, ...GUEST_ALONE, vcpus: 1, stateBytes: 256 * 1024 },
  workload: () => [],
  source: { ...host, roundSeconds: 0.001, dirtyLogReadSeconds: 0.001, suspendSeconds: 0.002 },
  destination: { ...host, resumeSeconds: 0.005 },
  network: {
    ...network,
    queueBytes: 1.8e6,
    queueGrownBytes: 3.7e6,
    queueGrowthSeconds: 0.8,
    linkQueueBytes: 0.9e6,
    burstSeconds: 0.001,
  },
  migration: { engine: "pre-copy", hypervisor: "qemu", ...HYPERVISOR_RULES.qemu },
  seed: 1,
};

/** Every preset, by name. */
export const PRESET_SCENARIOS: Readonly<Record<PresetName, Preset>> = {
  gigabit,
  qemu,
  song2014Low: testbed(calibration.parameters, "low"),
  song2014High: testbed(calibration.parameters, "high"),
};
