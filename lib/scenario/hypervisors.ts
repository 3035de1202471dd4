import { mapValues } from "@std/collections";
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
export const HYPERVISOR_RULES = mapValues(
  RULE_SOURCES,
  (sources): Rules => ({ ...xen46, ...valuesOf(sources) }),
) as Readonly<Record<Hypervisor, Rules>>;

/** Bytes that pages cost on the wire in addition to their content. */
export interface WireFormat {
  /** Bytes before each page. */
  pageHeaderBytes: number;
  /** Bytes before each batch of pages. */
  batchHeaderBytes: number;
  /** Bytes of a page of zeros, header included, where such pages are detected. */
  zeroPageBytes: number;
}

/**
 * Bytes on the wire by hypervisor. Xen 4.1: a count of 4 bytes per batch, 8 per entry (`xc_domain_save.c`). Later Xen: a
 * record of 16 bytes per batch (`xg_sr_stream_format.h`). QEMU: 8 bytes per page, 9 for a page of zeros
 * (`migration/ram.c`).
 */
export const WIRE_FORMATS: Readonly<Record<Hypervisor, WireFormat>> = {
  "xen-4.1": { pageHeaderBytes: 8, batchHeaderBytes: 4, zeroPageBytes: 9 },
  "xen-4.6": { pageHeaderBytes: 8, batchHeaderBytes: 16, zeroPageBytes: 9 },
  "qemu": { pageHeaderBytes: 8, batchHeaderBytes: 0, zeroPageBytes: 9 },
};
