import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { layoutOf } from "../../lib/qemu/guest-layout.ts";
import { measuredRuns } from "../../lib/qemu/measured.ts";
import { Random } from "../../lib/random/random.ts";
import type { Extent } from "../../lib/scenario/types.ts";

const pagesOf = (extents: readonly Extent[]) =>
  extents.flatMap(({ firstPage, pages }) => Array.from({ length: pages }, (_, i) => firstPage + i));

Deno.test("layoutOf places every page of buffer and zeros once within memory, for each measured guest and boot", () => {
  for (const { totalPages, zeroPages, workload } of [...measuredRuns(), ...measuredRuns({ options: true })]) {
    const bufferPages = workload.bufferMiB * 256;
    for (const boot of ["a", "b"]) {
      const layout = layoutOf({ totalPages, bufferPages, zeroPages }, new Random(boot));
      const buffer = new Set(pagesOf(layout.buffer));
      const zeros = new Set(pagesOf(layout.zeros));
      assertEquals([buffer.size, zeros.size], [bufferPages, zeroPages]);
      assertEquals(buffer.union(zeros).size, bufferPages + zeroPages);
      // What the kernel touches is neither the program's nor zero.
      const kernel = [...layout.resumePages.slice(0, 26), ...pagesOf(layout.kernelWritten)];
      assertEquals(kernel.filter((page) => zeros.has(page) || buffer.has(page)), []);
      for (const page of [...buffer, ...zeros, ...layout.resumePages]) assert(page >= 0 && page < totalPages);
      assertEquals(new Set(layout.resumePages).size, 40);
    }
  }
});

Deno.test("layoutOf draws where the kernel's image lies, 2 MiB by 2 MiB", () => {
  const size = { totalPages: 65_666, bufferPages: 35_840, zeroPages: 12_000 };
  const boots = ["a", "b", "c", "d"].map((boot) => layoutOf(size, new Random(boot)));
  assertNotEquals(boots[0].resumePages, boots[1].resumePages);
  assertEquals(layoutOf(size, new Random("a")), boots[0]);
  // The chain's second page is the last one of the image's code, but for one at the top of memory.
  const codes = boots.map(({ resumePages }) => (resumePages[1] - 3584) % 512);
  assertEquals(codes, [0, 0, 0, 0]);
});

Deno.test("layoutOf gives a guest too small for a kernel its buffer and its zero pages, and no chain", () => {
  const { buffer, zeros, resumePages, kernelWritten } = layoutOf(
    { totalPages: 100, bufferPages: 30, zeroPages: 60 },
    new Random("x"),
  );
  assertEquals(buffer, [{ firstPage: 10, pages: 30 }]);
  assertEquals(zeros, [{ firstPage: 40, pages: 60 }]);
  assertEquals([resumePages, kernelWritten], [[], [{ firstPage: 0, pages: 10 }]]);
});
