import calibration from "../../data/song-2014-supported.json" with { type: "json" };
import type { PresetName } from "./names.ts";
import { type Preset, presetOf, type PresetSources } from "./preset.ts";
import { testbed, testbedSources } from "./song-2014.ts";
import { ROUND_FIGURE } from "./sourced.ts";

const MEASURED = "the measured runs of data/qemu-measured.json at 500 Mbit/s; lib/qemu/send-buffer.ts has other rates";

/** Two hosts on Gigabit Ethernet under later Xen's rules. Every value is its field's default. */
const GIGABIT: PresetSources = { hypervisor: "xen-4.6" };

/** QEMU 7.2 with its defaults on Gigabit Ethernet. */
const QEMU: PresetSources = {
  hypervisor: "qemu",
  vm: { stateBytes: [256 * 1024, ROUND_FIGURE] },
  source: {
    roundSeconds: [0.001, ROUND_FIGURE],
    dirtyLogReadSeconds: [0.001, ROUND_FIGURE],
    suspendSeconds: [0.002, ROUND_FIGURE],
  },
  destination: { resumeSeconds: [0.005, ROUND_FIGURE] },
  network: {
    queueBytes: [1.1e6, MEASURED],
    queueGrownBytes: [3.7e6, MEASURED],
    queueGrownResumedBytes: [2.15e6, MEASURED],
    queueGrowthSeconds: [1.5, MEASURED],
    queueWakeShare: [2 / 3, "Linux include/net/sock.h: sk_stream_min_wspace, half of the bytes in the queue"],
    linkQueueBytes: [0.9e6, "a round figure; no measurement is on record"],
    burstBytes: [65_536, "TCP hands the link segments of up to 64 KiB; measured at 256 Mbit/s: 2.05 ms"],
  },
};

const { parameters, free } = calibration;
const calibrated = new Set(free.map(({ path }) => path));

/** Where each preset differs from the fields' defaults and its hypervisor's rules, and why. */
export const PRESET_SOURCES: Readonly<Record<PresetName, PresetSources>> = {
  gigabit: GIGABIT,
  qemu: QEMU,
  song2014Low: testbedSources(parameters, calibrated),
  song2014High: testbedSources(parameters, calibrated),
};

/** Every preset, by name. */
export const PRESET_SCENARIOS: Readonly<Record<PresetName, Preset>> = {
  gigabit: presetOf(GIGABIT),
  qemu: presetOf(QEMU),
  song2014Low: testbed(parameters, "low"),
  song2014High: testbed(parameters, "high"),
};
