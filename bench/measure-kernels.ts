import { median } from "d3-array";
import { type Kernel, PAGES } from "./kernels.ts";
import type { Reference } from "./reference.ts";
import { type Row, rowOf } from "./timing.ts";

/** Repeats of each kernel. */
const REPEATS = 15;

/** Measures `kernels` and the C program alternately, so noise affects both. */
export async function measureKernels(
  kernels: readonly Kernel[],
  reference: Reference,
  progress: (text: string) => void,
): Promise<Row[]> {
  const ours = kernels.map((): number[] => []);
  const theirs = kernels.map((): number[] => []);
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    progress(`kernels, repeat ${repeat + 1} of ${REPEATS}`);
    for (const [i, kernel] of kernels.entries()) {
      ours[i].push(kernel.run().seconds);
      theirs[i].push(await reference.seconds(kernel.request, kernel.p, PAGES));
    }
  }
  return kernels.flatMap((kernel, i) => {
    const [seconds, reference] = [median(ours[i])!, median(theirs[i])!];
    return rowOf(kernel.name, PAGES, seconds, { ratioToC: seconds / reference });
  });
}

/** Measures the C program alone: the dense sampler, and reading two bitmaps at the speed of memory. */
export async function measureReference(reference: Reference): Promise<Row[]> {
  const rows: Row[] = [];
  const requests = [
    { name: "C: sampler p=0.1", request: "sampler", p: 0.1, pages: PAGES, bitmaps: 1 },
    // Bitmaps of a guest of 1 TiB, which are read from memory and not from a cache.
    { name: "C: read and count", request: "read", p: 0, pages: 2 ** 28, bitmaps: 2 },
  ];
  for (const { name, request, p, pages, bitmaps } of requests) {
    const seconds: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) seconds.push(await reference.seconds(request, p, pages));
    rows.push(rowOf(name, bitmaps * pages, median(seconds)!, { ratioToC: 1 }));
  }
  return rows;
}
