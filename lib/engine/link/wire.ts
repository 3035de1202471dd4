import type { Hypervisor } from "../../scenario/types.ts";

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
export const WIRE_FORMATS: Record<Hypervisor, WireFormat> = {
  "xen-4.1": { pageHeaderBytes: 8, batchHeaderBytes: 4, zeroPageBytes: 9 },
  "qemu": { pageHeaderBytes: 8, batchHeaderBytes: 0, zeroPageBytes: 9 },
  "xen-4.6": { pageHeaderBytes: 8, batchHeaderBytes: 16, zeroPageBytes: 9 },
};
