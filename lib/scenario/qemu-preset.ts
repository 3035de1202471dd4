import type { PresetSources } from "./preset.ts";
import { ROUND_FIGURE } from "./sourced.ts";

const MEASURED = "the measured runs of data/qemu-measured.json at 500 Mbit/s; lib/qemu/send-buffer.ts has other rates";

/** QEMU 7.2 with its defaults on Gigabit Ethernet. */
export const QEMU: PresetSources = {
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
