import type { PlatformName } from "./names.ts";
import type { PresetSources } from "./preset.ts";
import { QEMU } from "./qemu-preset.ts";
import type { Sources } from "./sourced.ts";
import type { Migration } from "./types.ts";

const KUBEVIRT = "kubevirt pkg/virt-config/virt-config.go";
const NOVA = "nova/conf/libvirt.py";
const PROXMOX = "qemu-server PVE/QemuMigrate.pm";

/** KubeVirt's completion timeout and progress timeout abort, unless allowWorkloadDisruption is set. */
const KUBEVIRT_V1: Sources<Migration> = {
  maxBytesPerSecond: [null, `${KUBEVIRT}: BandwidthPerMigrationDefault "0Mi"`],
  timeLimitSecondsPerGiB: [150, `${KUBEVIRT}: MigrationCompletionTimeoutPerGiB, 150 since PR 12848`],
  limitMemory: ["whole GB", "kubevirt live-migration-source.go: memory.ScaledValue(resource.Giga)"],
  timeLimitAction: ["abort", `${KUBEVIRT}: allowPostCopy and allowWorkloadDisruption are false`],
  progressLimitSeconds: [150, `${KUBEVIRT}: MigrationProgressTimeout; live-migration-source.go: progressWatermark`],
};

const NOVA_LIMITS: Sources<Migration> = {
  maxBytesPerSecond: [null, `${NOVA}: live_migration_bandwidth 0`],
  timeLimitSecondsPerGiB: [800, `${NOVA}: live_migration_completion_timeout`],
  limitMemory: ["at least 2 GiB", `${NOVA}: live_migration_completion_timeout, minimum 2 GiB`],
  timeLimitAction: ["abort", `${NOVA}: live_migration_timeout_action`],
  downtimeSteps: [
    Array.from({ length: 11 }, (_, i) => (50 + 45 * i) / 1000),
    `${NOVA}: live_migration_downtime 500 ms in live_migration_downtime_steps 10; nova/virt/libvirt/migration.py, downtime_steps`,
  ],
  downtimeStepSecondsPerGiB: [75, `${NOVA}: live_migration_downtime_delay`],
};

/**
 * The platforms: what a management layer sets, with the source of each value. They act on the rules of their hypervisor;
 * host costs are those of the preset `qemu`.
 */
export const PLATFORM_SOURCES: Readonly<Record<PlatformName, PresetSources>> = {
  "qemu": QEMU,
  "libvirt": {
    ...QEMU,
    migration: {
      maxBytesPerSecond: [null, "libvirt src/qemu/qemu_domain.c: migMaxBandwidth, INT64_MAX / MiB"],
      downtimeLimitSeconds: [0.3, "libvirt passes QEMU's default on: migration/options.c, 300 ms"],
    },
  },
  "kubevirt": { ...QEMU, migration: KUBEVIRT_V1 },
  "kubevirt-2020": {
    ...QEMU,
    migration: {
      ...KUBEVIRT_V1,
      maxBytesPerSecond: [64 * 2 ** 20, `${KUBEVIRT}: BandwithPerMigrationDefault "64Mi", until v1`],
      timeLimitSecondsPerGiB: [800, `${KUBEVIRT}: MigrationCompletionTimeoutPerGiB, until PR 12848`],
    },
  },
  "kubevirt-hco": {
    ...QEMU,
    migration: {
      ...KUBEVIRT_V1,
      timeLimitSecondsPerGiB: [20, "hyperconverged-cluster-operator PR 4426, July 2026: completionTimeoutPerGiB 20"],
    },
  },
  "kubevirt-steps": {
    ...QEMU,
    migration: {
      ...KUBEVIRT_V1,
      downtimeLimitSeconds: [0.15, "kubevirt/enhancements VEP 291: starts at 150 ms"],
      downtimeSteps: [
        Array.from({ length: 7 }, (_, i) => 150 * (i + 1) / 1000),
        "kubevirt/enhancements VEP 291: seven steps up to 1050 ms",
      ],
      downtimeStepSeconds: [10, "kubevirt/enhancements VEP 291: cooldown"],
      downtimeStepRounds: [3, "kubevirt/enhancements VEP 291: from the third iteration on"],
    },
  },
  "nova": { ...QEMU, migration: NOVA_LIMITS },
  "nova-force": {
    ...QEMU,
    migration: {
      ...NOVA_LIMITS,
      timeLimitAction: [
        "pause",
        `${NOVA}: live_migration_timeout_action force_complete without live_migration_permit_post_copy`,
      ],
    },
  },
  "proxmox": {
    ...QEMU,
    migration: {
      maxBytesPerSecond: [2 ** 34, `${PROXMOX}, version 7 and later: 16 << 30; 8192 MiB/s before`],
      downtimeLimitSeconds: [0.1, `${PROXMOX}: migrate_downtime 0.1`],
      downtimeDoublingPolls: [6, `${PROXMOX}: downtimecounter > 5`],
    },
  },
  "cloud-hypervisor": {
    ...QEMU,
    migration: {
      maxBytesPerSecond: [null, "Cloud Hypervisor has no rate control"],
      downtimeLimitSeconds: [0.3, "cloud-hypervisor PR 7835: downtime_ms 300"],
      timeLimitSeconds: [3600, "cloud-hypervisor PR 7835: timeout_s 3600"],
      timeLimitAction: ["abort", "cloud-hypervisor PR 7835: strategy cancel"],
    },
  },
  "xenserver": {
    hypervisor: "xen-4.6",
    migration: {
      maxRounds: [5, "xen tools/libs/guest/xg_sr_save.c: max_iterations"],
      stopBelowPages: [50, "xen tools/libs/guest/xg_sr_save.c: dirty_threshold"],
      batchPages: [1024, "xen tools/libs/guest/xg_sr_save.c: 1024 pages per record"],
    },
  },
  "xen-4.1": {
    hypervisor: "xen-4.1",
    migration: {
      maxRounds: [29, "xen tools/libxc/xc_domain_save.c, stable-4.1: max_iters"],
      stopBelowPages: [50, "xen tools/libxc/xc_domain_save.c, stable-4.1: fewer than 50 pages walked"],
      maxMemoryFactor: [3, "xen tools/libxc/xc_domain_save.c, stable-4.1: max_factor"],
    },
  },
};
