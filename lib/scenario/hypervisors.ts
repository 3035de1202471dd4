import { defaultsOf } from "./field.ts";
import { MIGRATION_FIELDS } from "./fields.ts";
import { type Sources, valuesOf } from "./sourced.ts";
import type { Hypervisor, Migration } from "./types.ts";

/** The fields of `migration` that a hypervisor sets. */
export type Rules = Omit<Migration, "engine" | "hypervisor">;

/** Where a hypervisor's rules differ from the fields' defaults, which are the rules of Xen 4.6. */
export const RULE_SOURCES: Readonly<Record<Hypervisor, Sources<Rules>>> = {
  "xen-4.1": {
    maxRounds: [29, "tools/libxc/xc_domain_save.c, branch stable-4.1: max_iters"],
    maxMemoryFactor: [3, "tools/libxc/xc_domain_save.c: max_factor"],
    skipDirtied: [true, "tools/libxc/xc_domain_save.c: to_skip, peeked before each batch"],
  },
  "xen-4.6": {},
  "qemu": {
    maxBytesPerSecond: [128 * 2 ** 20, "migration/options.c: 128 MiB/s"],
    maxRounds: [10_000, "QEMU has no limit; this one ends simulations that do not converge"],
    stopBelowPages: [0, "QEMU has no rounds"],
    batchPages: [32, "migration/qemu-file.c: MAX_IOV_SIZE, 64 buffers a write, two for each page"],
    detectZeroPages: [true, "migration/ram.c: a zero page takes 9 bytes"],
    prepullPages: [0, "QEMU fetches single pages"],
    faultMovesCursor: [true, "migration/ram.c: get_queued_page"],
  },
};

const { engine: _engine, hypervisor: _hypervisor, ...xen46 } = defaultsOf(MIGRATION_FIELDS);

/** The limits that each hypervisor sets. */
export const HYPERVISOR_RULES: Readonly<Record<Hypervisor, Rules>> = {
  "xen-4.1": { ...xen46, ...valuesOf(RULE_SOURCES["xen-4.1"]) },
  "xen-4.6": { ...xen46, ...valuesOf(RULE_SOURCES["xen-4.6"]) },
  "qemu": { ...xen46, ...valuesOf(RULE_SOURCES["qemu"]) },
};
