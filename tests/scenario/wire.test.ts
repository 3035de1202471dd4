import { assertStrictEquals } from "@std/assert";
import { WIRE_FORMATS } from "../../lib/scenario/hypervisors.ts";

/** Bytes of `pages` pages of 4096 bytes in batches of 1024. */
function bytesOf(hypervisor: keyof typeof WIRE_FORMATS, pages: number): number {
  const { pageHeaderBytes, batchHeaderBytes } = WIRE_FORMATS[hypervisor];
  return Math.ceil(pages / 1024) * batchHeaderBytes + pages * (pageHeaderBytes + 4096);
}

Deno.test("Xen 4.1 puts 4104 bytes on the wire per page and 4 per batch", () => {
  assertStrictEquals(bytesOf("xen-4.1", 1), 4108);
  assertStrictEquals(bytesOf("xen-4.1", 1024), 4 + 1024 * 4104);
  assertStrictEquals(bytesOf("xen-4.1", 1025), 8 + 1025 * 4104);
});

Deno.test("later Xen puts 4104 bytes on the wire per page and 16 per batch", () => {
  assertStrictEquals(bytesOf("xen-4.6", 1), 4120);
  assertStrictEquals(bytesOf("xen-4.6", 2048), 32 + 2048 * 4104);
});

Deno.test("QEMU puts 4104 bytes on the wire per page and none per batch", () => {
  assertStrictEquals(bytesOf("qemu", 2048), 2048 * 4104);
});

Deno.test("a detected zero page takes its header and one byte", () => {
  for (const { zeroPageBytes, pageHeaderBytes } of Object.values(WIRE_FORMATS)) {
    assertStrictEquals(zeroPageBytes, pageHeaderBytes + 1);
  }
});
