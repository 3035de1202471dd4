import type { Figures } from "../../lib/paper/bars.ts";

/** Hand-made bars, pre-copy and three-stage copy per memory size, that meet every claim of the paper. */
export function figuresThatHold(): Figures {
  return structuredClone({
    "4": {
      a: bars([20, 35, 60, 90], [12.76, 22.33, 38.28, 57.42]),
      b: bars([160, 320, 640, 1300], [124.8, 249.6, 499.2, 1014]),
      c: bars([100, 101, 99, 100], [60, 80, 110, 150]),
    },
    "5": {
      a: bars([30, 48, 75, 130], [16.77, 26.832, 41.925, 72.67]),
      b: bars([300, 600, 1100, 1900], [200, 400, 800, 1600]),
      c: bars([900, 910, 905, 890], [100, 200, 300, 400]),
    },
  });
}

const MEMORY = [128, 256, 512, 1024];

function bars(precopy: number[], threeStage: number[]) {
  const bar = (memoryMiB: number, engine: "pre-copy" | "three-stage", mean: number) => {
    return { memoryMiB, engine, mean, min: mean, max: mean };
  };
  return MEMORY.flatMap((memoryMiB, i) => [
    bar(memoryMiB, "pre-copy", precopy[i]),
    bar(memoryMiB, "three-stage", threeStage[i]),
  ]);
}
