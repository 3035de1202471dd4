import calibration from "../../data/tsmc-calibration.json" with { type: "json" };
import { testbed } from "../paper/testbed.ts";
import type { Preset } from "./preset.ts";
import type { Host, Network } from "./types.ts";
import { DISCIPLINES } from "./disciplines.ts";
import { ETHERNET_EFFICIENCY } from "../network/framing.ts";

const host: Host = {
  copyBytesPerSecond: 4e9,
  roundSeconds: 0.002,
  walkSecondsPerPage: 1e-9,
  dirtyLogReadSeconds: 0.0005,
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
  otherTrafficShare: 0,
};

/**
 * Two present-day hosts on Gigabit Ethernet under later Xen's rules; the guest writes nothing until told otherwise.
 * Host costs are round figures of the order that hypervisors report, not a calibration.
 */
export const gigabit: Preset = {
  vm: { pageBytes: 4096, zeroPages: 0, vcpus: 1, stateBytes: 64 * 1024 },
  workload: () => [],
  source: host,
  destination: host,
  network,
  migration: { engine: "pre-copy", discipline: "xen-4.6", ...DISCIPLINES["xen-4.6"] },
  seed: 1,
};

/** Every preset, by name. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  gigabit,
  tsmcTestbed: testbed(calibration.parameters, "low"),
  tsmcTestbedHigh: testbed(calibration.parameters, "high"),
};
