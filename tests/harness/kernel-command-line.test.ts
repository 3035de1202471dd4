import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { kernelCommandLine } from "../../harness/kernel-command-line.ts";

const RATE = { bufferMiB: 140, pagesPerSecond: 6000 };

Deno.test("kernelCommandLine hands the workload to the guest's first process", () => {
  assertStrictEquals(
    kernelCommandLine({ kind: "sequential", ...RATE }),
    "console=ttyS0 quiet panic=-1 pti=on pageferry_kind=sequential pageferry_buffer_mib=140 " +
      "pageferry_pages_per_second=6000",
  );
  const hot = kernelCommandLine({ kind: "hot-cold", ...RATE, hotFraction: 0.1, hotShare: 0.9 });
  assert(hot.endsWith(" pageferry_hot_fraction=0.1 pageferry_hot_share=0.9"));
});

Deno.test("kernelCommandLine has no dot in a name, or Linux keeps it for a module", () => {
  const words = kernelCommandLine({ kind: "hot-cold", ...RATE, hotFraction: 0.1, hotShare: 0.9 }).split(" ");
  assertEquals(words.filter((word) => /^[^=]*\./.test(word)), []);
});
