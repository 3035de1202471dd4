/** What QEMU's `query-migrate` answers, as far as it is read here; absent parts depend on the phase. */
export interface MigrationInfo {
  /** `setup`, `active`, `postcopy-active`, `completed`, `cancelled`, `failed` ...; absent before it begins. */
  status?: string;
  /** Milliseconds since the command. */
  "total-time"?: number;
  /** Milliseconds. */
  downtime?: number;
  /** Milliseconds. */
  "setup-time"?: number;
  /** Per cent of its time that the guest's processor is made to sleep. */
  "cpu-throttle-percentage"?: number;
  /** Why it failed. */
  "error-desc"?: string;
  /** Milliseconds that each processor slept on faults; the destination's answer only. */
  "postcopy-vcpu-blocktime"?: number[];
  /** Counters of memory, bytes unless named pages or count. */
  ram?: {
    transferred: number;
    remaining: number;
    total: number;
    duplicate: number;
    normal: number;
    "dirty-pages-rate": number;
    "dirty-sync-count": number;
    "postcopy-requests": number;
    "precopy-bytes": number;
    "downtime-bytes": number;
    "postcopy-bytes": number;
  };
}
