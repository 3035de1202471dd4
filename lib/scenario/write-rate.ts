import type { Workload } from "./types.ts";

/** Page writes per second of a workload. Of a curve and a trace it is the rate of distinct pages in the first interval. */
export function writesPerSecondOf(part: Workload): number {
  if (part.kind === "curve") return part.points[0].dirtyPages / part.points[0].seconds;
  if (part.kind === "trace") return part.frames.length > 0 ? part.frames[0].dirty.length / part.frames[0].seconds : 0;
  return part.writesPerSecond;
}

/** The workload at `factor` times its rate. */
export function scaledWorkload(part: Workload, factor: number): Workload {
  const sooner = <T extends { seconds: number }>(entry: T) => ({ ...entry, seconds: entry.seconds / factor });
  if (part.kind === "curve") return { ...part, points: part.points.map(sooner) };
  if (part.kind === "trace") return { ...part, frames: part.frames.map(sooner) };
  return { ...part, writesPerSecond: part.writesPerSecond * factor };
}
