// cspell:ignore bwlimit qapi setmaxdowntime vmid
import type { PlatformName } from "../scenario/names.ts";
import { formatNumber } from "../text/format.ts";

/** The settings of a migration that advice may change. */
export interface AdvisedSettings {
  /** The measure that these settings take. */
  measure: Measure;
  /** Share of the link that the migration may use, from 0 to 1. `null`: the platform's own cap. */
  linkShare: number | null;
  /** `null`: as the platform sets it. */
  downtimeLimitSeconds: number | null;
  /** When the guest moves by post-copy if pre-copy has not ended. `null`: never. */
  postCopyAfterSeconds: number | null;
}

/** What is done to the guest, beyond moving it. */
export type Measure =
  | "the platform's limits"
  | "a downtime limit"
  | "auto-converge"
  | "post-copy after a timeout"
  | "three-stage copy"
  | "post-copy";

/** The cost of each measure for the guest, from the one that interferes least to the one that interferes most. */
export const MEASURE_COSTS: Readonly<Record<Measure, string>> = {
  "the platform's limits": "nothing but bandwidth",
  "a downtime limit": "a setting for each VM",
  "auto-converge": "the guest loses 20 % of its CPU, and 10 % more at a time up to 99 %, while pre-copy falls behind",
  "post-copy after a timeout":
    "if pre-copy is late, the guest waits for pages, and is lost if the link fails meanwhile",
  "three-stage copy": "the guest waits for pages after the first pass, and is lost if the link fails meanwhile",
  "post-copy": "the guest waits for all its pages, and is lost if the link fails meanwhile",
};

const MEASURES = Object.keys(MEASURE_COSTS) as Measure[];

type Control = "cap" | "downtimeLimit" | "autoConverge" | "postCopyAfter" | "threeStage" | "postCopy";

/** How a platform sets a thing, given its value and the guest's memory; a thing that is left out cannot be set. */
type Controls = Partial<Record<Control, (value: number, memoryBytes: number) => string>>;

const GIB = 2 ** 30;
const mebibytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 2 ** 20))}`;
const milliseconds = (seconds: number) => `${Math.max(1, Math.floor(seconds * 1000))}`;

/** QEMU's documentation: qapi/migration.json. */
const QEMU: Controls = {
  cap: (rate) => `migrate-set-parameters max-bandwidth ${Math.round(rate)}`,
  downtimeLimit: (seconds) => `migrate-set-parameters downtime-limit ${milliseconds(seconds)}`,
  autoConverge: () => "migrate-set-capabilities auto-converge on",
  postCopyAfter: (seconds) =>
    `migrate-set-capabilities postcopy-ram on, and migrate-start-postcopy after ${formatNumber(seconds)} s`,
  threeStage: () => "migrate-set-capabilities postcopy-ram on, and migrate-start-postcopy after the first pass",
  postCopy: () => "migrate-set-capabilities postcopy-ram on, and migrate-start-postcopy at once",
};

/** libvirt's manual page virsh(1). */
const LIBVIRT: Controls = {
  cap: (rate) => `virsh migrate --bandwidth ${mebibytes(rate)}`,
  downtimeLimit: (seconds) => `virsh migrate-setmaxdowntime VM ${milliseconds(seconds)}`,
  autoConverge: () => "virsh migrate --auto-converge",
  postCopyAfter: (seconds) => `virsh migrate --postcopy --timeout ${Math.round(seconds)} --timeout-postcopy`,
  threeStage: () => "virsh migrate --postcopy --postcopy-after-precopy",
  postCopy: () => "virsh migrate --postcopy, and virsh migrate-postcopy VM at once",
};

/** Fields of a MigrationPolicy (kubevirt/api migrations/v1alpha1/types.go) or of the cluster's migration configuration. */
const KUBEVIRT: Controls = {
  cap: (rate) => `bandwidthPerMigration: ${mebibytes(rate)}Mi`,
  autoConverge: () => "allowAutoConverge: true",
  postCopyAfter: (seconds, memory) =>
    `allowPostCopy: true, completionTimeoutPerGiB: ${Math.max(1, Math.floor(seconds * GIB / memory))}`,
};

/** Options of nova/conf/libvirt.py. */
const NOVA: Controls = {
  cap: (rate) => `live_migration_bandwidth = ${mebibytes(rate)}`,
  downtimeLimit: (seconds) => `live_migration_downtime = ${milliseconds(seconds)}`,
  autoConverge: () => "live_migration_permit_auto_converge = True",
  postCopyAfter: (seconds, memory) =>
    "live_migration_permit_post_copy = True, live_migration_timeout_action = force_complete, " +
    `live_migration_completion_timeout = ${Math.max(1, Math.floor(seconds * GIB / Math.max(memory, 2 * GIB)))}`,
};

/** Options of qemu-server's VM configuration and `qm migrate`. */
const PROXMOX: Controls = {
  cap: (rate) => `qm migrate --bwlimit ${Math.round(rate / 1024)}`,
  downtimeLimit: (seconds) => `qm set VMID --migrate_downtime ${formatNumber(seconds)}`,
};

const CONTROLS: Readonly<Record<PlatformName, Controls>> = {
  "qemu": QEMU,
  "libvirt": LIBVIRT,
  "kubevirt": KUBEVIRT,
  "kubevirt-2020": KUBEVIRT,
  "kubevirt-hco": KUBEVIRT,
  "kubevirt-steps": KUBEVIRT,
  "nova": NOVA,
  "nova-force": NOVA,
  "proxmox": PROXMOX,
  "cloud-hypervisor": { downtimeLimit: (seconds) => `downtime_ms=${milliseconds(seconds)}` },
  "xenserver": {},
  "xen-4.1": {},
};

/** The settings to try, the cheapest first: by measure, then by share of the link, then the highest downtime limit. */
export function settingsOf(
  platform: PlatformName,
  { downtimeSeconds, withinSeconds }: { downtimeSeconds: number; withinSeconds: number },
): AdvisedSettings[] {
  const { cap, downtimeLimit, autoConverge, postCopyAfter, threeStage, postCopy } = CONTROLS[platform];
  const shares = cap === undefined ? [null] : [0.1, 0.25, 0.5, 0.75, 1];
  const own = { downtimeLimitSeconds: null, postCopyAfterSeconds: null };
  // QEMU's downtime has a part that its limit does not know.
  const limits = downtimeLimit === undefined
    ? [own]
    : [1, 0.8, 0.5].map((share) => ({ ...own, downtimeLimitSeconds: share * downtimeSeconds }));
  const timeouts = [0.75, 0.5].map((share) => ({
    ...limits[Math.min(1, limits.length - 1)],
    postCopyAfterSeconds: share * withinSeconds,
  }));
  const variants: Record<Measure, Omit<AdvisedSettings, "measure" | "linkShare">[]> = {
    "the platform's limits": [own],
    "a downtime limit": downtimeLimit === undefined ? [] : limits,
    "auto-converge": autoConverge === undefined ? [] : limits,
    "post-copy after a timeout": postCopyAfter === undefined ? [] : timeouts,
    "three-stage copy": threeStage === undefined ? [] : [own],
    "post-copy": postCopy === undefined ? [] : [own],
  };
  return MEASURES.flatMap((measure) =>
    // The cap does not apply to post-copy.
    (measure === "post-copy" ? [1] : shares).flatMap((linkShare) =>
      variants[measure].map((variant) => ({ measure, linkShare, ...variant }))
    )
  );
}

/** The settings in the platform's own words. */
export function controlsOf(
  platform: PlatformName,
  settings: AdvisedSettings,
  { memoryBytes, bytesPerSecond }: { memoryBytes: number; bytesPerSecond: number | null },
): string[] {
  const { measure, linkShare, downtimeLimitSeconds, postCopyAfterSeconds } = settings;
  const needed: [Control, number | null][] = [
    ["cap", linkShare === null ? null : bytesPerSecond],
    ["downtimeLimit", downtimeLimitSeconds],
    ["autoConverge", measure === "auto-converge" ? 1 : null],
    ["postCopyAfter", postCopyAfterSeconds],
    ["threeStage", measure === "three-stage copy" ? 1 : null],
    ["postCopy", measure === "post-copy" ? 1 : null],
  ];
  return needed.flatMap(([name, value]) => value === null ? [] : [CONTROLS[platform][name]!(value, memoryBytes)]);
}
