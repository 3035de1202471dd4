import { median } from "d3-array";
import { type Kernel, PAGES } from "./kernels.ts";
import type { Reference } from "./reference.ts";
import { type Row, rowOf } from "./timing.ts";

/** Repeats of each; odd, so that the median is one of them. */
const REPEATS = 15;

/** Measures `kernels` and the C program in turn, over and over: what disturbs one disturbs the other. */
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

/** What C needs for the same: the dense sampler, and reading and counting two bitmaps, as fast as memory allows. */
export async function measureReference(reference: Reference): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, request, p] of [["C: sampler p=0.1", "sampler", 0.1], ["C: read and count", "read", 0]] as const) {
    const seconds: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) seconds.push(await reference.seconds(request, p, PAGES));
    rows.push(rowOf(name, PAGES, median(seconds)!, { ratioToC: 1 }));
  }
  return rows;
}
