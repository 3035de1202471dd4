import type { Hypervisor, Migration } from "./types.ts";

const stageThree = {
  pushIntervalSeconds: 0,
  pushPages: 64,
  prepullPages: 8,
  faultMovesCursor: false,
  preempt: false,
};

const qemuOnly = {
  downtimeLimitSeconds: 0.3,
  autoConverge: false,
  syncAwaitsVcpus: false,
  switchDelaySeconds: 0,
};

/**
 * The limits that each hypervisor brings.
 *
 * Xen 4.1: `tools/libxc/xc_domain_save.c`, branch stable-4.1 (29 rounds, 50 pages, 3x memory, batches of 1024, a page
 * dirtied again before its batch is skipped). Later Xen: `tools/libs/guest/xg_sr_save.c` (5 rounds, 50 pages, no skip
 * rule, no memory factor). Neither detects zero pages.
 *
 * QEMU: `migration/options.c` (300 ms downtime, 128 MiB/s); it has no rounds, so that the fields of rounds do not bind it.
 */
export const HYPERVISOR_RULES: Record<Hypervisor, Omit<Migration, "engine" | "hypervisor">> = {
  "xen-4.1": {
    maxBytesPerSecond: null,
    timeLimitSeconds: null,
    maxRounds: 29,
    stopBelowPages: 50,
    maxMemoryFactor: 3,
    batchPages: 1024,
    skipDirtied: true,
    detectZeroPages: false,
    ...stageThree,
    ...qemuOnly,
  },
  "xen-4.6": {
    maxBytesPerSecond: null,
    timeLimitSeconds: null,
    maxRounds: 5,
    stopBelowPages: 50,
    maxMemoryFactor: null,
    batchPages: 1024,
    skipDirtied: false,
    detectZeroPages: false,
    ...stageThree,
    ...qemuOnly,
  },
  "qemu": {
    maxBytesPerSecond: 128 * 2 ** 20,
    timeLimitSeconds: null,
    maxRounds: 10_000, // syncs of the dirty log: QEMU itself would go on
    stopBelowPages: 0,
    maxMemoryFactor: null,
    batchPages: 64,
    skipDirtied: false,
    detectZeroPages: true,
    ...stageThree,
    ...qemuOnly,
    prepullPages: 0,
    faultMovesCursor: true,
  },
};
