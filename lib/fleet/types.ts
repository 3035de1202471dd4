import type { ErrorSummary } from "../validation/types.ts";

/** A measured run of several guests, or over a link that changes: a line of the table of fleets. */
export interface FleetRun {
  /** Unique name. */
  id: string;
  /** The guests, in the order in which they start. `append` is the kernel command line, which says the workload. */
  vms: { memoryMiB: number; vcpus?: number; append: string }[];
  /** How many migrate at a time. Default: all. */
  parallel?: number;
  /** Rate that the link was shaped to, in 10^6 bit/s. */
  linkMbit: number;
  /** Later rates of the link, and when they began. */
  events?: { at: number; linkMbit: number }[];
  /** How memory moved. */
  mode: "precopy" | "hybrid" | "postcopy";
  /** QEMU's `downtime-limit` in milliseconds. */
  downtimeMs: number;
  /** QEMU's parameters; `max-bandwidth` in bytes per second. */
  parameters?: Record<string, number>;
  /** QEMU's capabilities that were on. */
  capabilities?: string[];
  /** QEMU's version. */
  qemu: string;
  /** From the first command to the end of the last migration. */
  makespanSeconds: number;
  /** QEMU's own answers, one a guest. */
  runs: {
    vm: number;
    result: {
      status: string;
      "total-time": number;
      downtime?: number;
      ram: { total: number; duplicate: number };
    };
  }[];
}

/** What QEMU's source reports of one guest. */
export interface FleetVm {
  /** Total migration time. */
  totalSeconds: number;
  /** Downtime; `null` if the guest never stopped. */
  downtimeSeconds: number | null;
  /** Whether the migration completed. */
  verdict: "completed" | "cancelled";
}

/** A measured fleet beside its prediction. */
export interface ValidatedFleetRun {
  /** The id of the run. */
  id: string;
  /** The prediction. */
  predicted: { makespanSeconds: number; vms: FleetVm[] };
  /** The measurement. */
  measured: { makespanSeconds: number; vms: FleetVm[] };
  /** Differences as fractions of the measured times; of downtimes in milliseconds. */
  error: { makespan: number; totalTime: number[]; downtimeMs: (number | null)[]; verdictsRight: boolean };
}

/** All fleets with their predictions. */
export interface FleetValidation {
  /** The runs, in order. */
  runs: ValidatedFleetRun[];
  /** The distributions of the errors. */
  summary: { all: { makespan: ErrorSummary; totalTime: ErrorSummary } };
}
