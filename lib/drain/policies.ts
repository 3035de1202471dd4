import type { DrainPolicy, PlatformName } from "./types.ts";

/** A platform's policy and where it is from. */
export interface SourcedPolicy extends DrainPolicy {
  /** Where the numbers are from. */
  sources: string;
}

const BY_HAND: DrainPolicy = {
  parallelPerSource: 1,
  parallelPerDestination: null,
  parallel: null,
  order: "listed",
  retries: 0,
  retrySeconds: 0,
  timeoutSecondsPerGiB: null,
};

/** How platforms drain a host, with their defaults. */
export const PLATFORM_POLICIES: Readonly<Record<PlatformName, SourcedPolicy>> = {
  virsh: { ...BY_HAND, sources: "virsh migrate moves one VM and waits for it" },
  kubevirt: {
    ...BY_HAND,
    parallelPerSource: 2,
    parallel: 5,
    timeoutSecondsPerGiB: 150,
    retries: 3,
    retrySeconds: 20,
    sources:
      "virt-config: parallelOutboundMigrationsPerNode 2, parallelMigrationsPerCluster 5, completionTimeoutPerGiB 150; the " +
      "evacuation controller makes a new migration after a failed one, with a back-off from 20 s on (round figures here)",
  },
  nova: {
    ...BY_HAND,
    timeoutSecondsPerGiB: 800,
    sources:
      "nova.conf: max_concurrent_live_migrations 1, live_migration_completion_timeout 800 s per GiB, action abort",
  },
  proxmox: {
    ...BY_HAND,
    parallelPerSource: 1,
    sources:
      "Bulk migrate and HA: max_workers of datacenter.cfg, 1 in the dialog of the node; Proxmox sets no time limit",
  },
  xen: {
    ...BY_HAND,
    sources: "xl migrate by hand; XAPI's host.evacuate chooses up to 10 at a time: set parallelPerSource",
  },
};
