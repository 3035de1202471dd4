import type { MigrationResult } from "../engine/run/result.ts";
import type { LinkChange, ScenarioInput } from "../scenario/types.ts";

/** In which order the VMs of a drain are migrated. */
export type DrainOrder = "listed" | "largest-first" | "smallest-first" | "calmest-first";

/** How a platform migrates many VMs. `null`: no limit. */
export interface DrainPolicy {
  /** Migrations at a time that leave one host. */
  parallelPerSource: number | null;
  /** Migrations at a time that enter one host. */
  parallelPerDestination: number | null;
  /** Migrations at a time in the whole plan. */
  parallel: number | null;
  /** Which of the waiting VMs is next. */
  order: DrainOrder;
  /** How often a failed migration is tried again, at the end of the queue. */
  retries: number;
  /** Seconds between a failure and the next attempt. */
  retrySeconds: number;
  /** An attempt is abandoned after this time per GiB of memory. `null`: the scenario's time limit. */
  timeoutSecondsPerGiB: number | null;
}

/** A host: its network card, and the memory that it can copy for all its migrations together. */
export interface DrainHost {
  /** Raw bit rate of the network card. Default: that of the plan's scenario. */
  bandwidthBitsPerSecond?: number;
  /** Payload bytes per second that the host copies for all its migrations together. Default: no limit. */
  copyBytesPerSecond?: number;
  /** Changes of the network card's rate, in seconds since the drain began. */
  changes?: LinkChange[];
}

/** A link between the hosts that all migrations cross. */
export interface DrainLink {
  /** Raw bit rate. */
  bandwidthBitsPerSecond: number;
  /** Changes of the rate, in seconds since the drain began. */
  changes?: LinkChange[];
}

/** A VM to migrate, or several alike. */
export interface DrainVm {
  /** Name; of several alike, the name with a number. Default: `vm`. */
  name?: string;
  /** How many of them. Default 1. */
  count?: number;
  /** The host that it leaves. Default: that of the plan. */
  source?: string;
  /** The host that it enters. Several alike can be given several hosts, which take turns. Default: that of the plan. */
  destination?: string | string[];
  /** Its scenario, over that of the plan. */
  scenario?: ScenarioInput;
  /**
   * Its share of a full link relative to those of the others: streams with a shorter round trip, or several streams, get more.
   * Default 1.
   */
  weight?: number;
  /** Seconds after the beginning of the drain before which it does not start. Default 0. */
  startSeconds?: number;
}

/** A plan for {@linkcode drain}. */
export interface DrainPlan extends Partial<DrainPolicy> {
  /** The platform whose policy holds where the plan does not say otherwise. Default `"virsh"`: one at a time. */
  platform?: PlatformName;
  /** What all VMs have in common. */
  scenario?: ScenarioInput;
  /** Default source. Default `"source"`. */
  source?: string;
  /** Default destination, or several that take turns. Default `"destination"`. */
  destination?: string | string[];
  /** Hosts by name. If given, it must name all hosts of the plan. */
  hosts?: Record<string, DrainHost>;
  /** A link between the hosts. Default: none that is slower than their network cards. */
  link?: DrainLink;
  /** The VMs. */
  vms: DrainVm[];
}

/** The platforms whose policy is known. */
export type PlatformName = "virsh" | "kubevirt" | "nova" | "proxmox" | "xen";

/** One VM of a drain. */
export interface DrainedVm {
  /** Name. */
  name: string;
  /** The host that it leaves. */
  source: string;
  /** The host that it enters. */
  destination: string;
  /** When its last attempt began, in seconds since the drain began. */
  startSeconds: number;
  /** When its last attempt ended. */
  endSeconds: number;
  /** How many attempts were made. */
  attempts: number;
  /** Whether the VM runs at its destination now. */
  moved: boolean;
  /** Guest time lost in all attempts: stopped, throttled, or waiting for pages. */
  lostGuestSeconds: number;
  /** The result of its last attempt. */
  result: MigrationResult;
}

/** The rate that one VM has had of the links, from a time on. */
export interface ShareChange {
  /** Seconds since the drain began. */
  seconds: number;
  /** Index in `vms`. */
  vm: number;
  /** Raw bits per second from then on. */
  bitsPerSecond: number;
}

/** The result of a drain. */
export interface DrainResult {
  /** When the last VM has ended, in seconds since the drain began. */
  makespanSeconds: number;
  /** How many VMs run at their destination. */
  moved: number;
  /** How many do not. */
  failed: number;
  /** The sum of the VMs' downtimes. */
  downtimeSeconds: number;
  /** The longest of them. */
  longestDowntimeSeconds: number;
  /** The sum of the guest time that the VMs have lost. */
  lostGuestSeconds: number;
  /** Bytes on the wire in all attempts. */
  bytesTransferred: number;
  /** The VMs, in the order of the plan. */
  vms: DrainedVm[];
  /** The rates of the VMs over time, in order of time. */
  shares: ShareChange[];
}
