import type { CurvePoint } from "../scenario/types.ts";

/** Pages in which QEMU and Xen log dirty memory. */
export const PAGE_BYTES = 4096;
/** Dirty curves of real VMs grow like a power of time with an exponent of 0.6 to 0.7. */
export const GROWTH = 0.65;
/** Bytes of the unit in which QEMU and libvirt report a dirty rate. */
const MIB = 2 ** 20;
/** QEMU's page sampling takes so many samples of each GiB unless told otherwise. */
const SAMPLES_PER_GIB = 512;

/** What is known of a guest's writes, in pages of 4096 bytes. */
export interface DirtyCurve {
  /** Distinct pages written in intervals of growing length; one point if only a rate is known. */
  points: CurvePoint[];
  /** Where the points come from, in words. */
  source: string;
  /** Whether the source compares checksums of sampled pages: it does not see a page rewritten with the same bytes. */
  sampled: boolean;
  /** Guest memory, if the source says. */
  memoryBytes?: number;
  /** Pages of zeros, if the source says. */
  zeroPages?: number;
  /** What looks wrong, one sentence each. */
  warnings: string[];
}

/** A dirty rate over a period, as QEMU and libvirt report it. */
export interface DirtyRate {
  seconds: number;
  mibPerSecond: number;
  /** QEMU's `sample-pages`: samples in each GiB. */
  samplesPerGiB?: number;
}

/** The points of dirty rates, the average of those over the same period. */
export function pointsOfRates(rates: readonly DirtyRate[], { sampled }: { sampled: boolean }): CurvePoint[] {
  const periods = Map.groupBy(rates, ({ seconds }) => seconds);
  return Array.from(periods, ([seconds, same]) => {
    const points = same.map((rate) => pointOfRate(rate, sampled));
    const mean = (of: (point: Required<CurvePoint>) => number) =>
      points.reduce((sum, point) => sum + of(point), 0) / points.length;
    return {
      seconds,
      dirtyPages: mean(({ dirtyPages }) => dirtyPages),
      errorPages: mean(({ errorPages }) => errorPages) / Math.sqrt(points.length),
    };
  }).sort((a, b) => a.seconds - b.seconds);
}

/**
 * QEMU rounds a rate down to whole MiB/s, so the middle of that MiB is the estimate and its width a part of the error. The
 * other part is the noise of sampling.
 */
function pointOfRate({ seconds, mibPerSecond, samplesPerGiB = SAMPLES_PER_GIB }: DirtyRate, sampled: boolean) {
  const pagesPerMiB = MIB / PAGE_BYTES;
  const dirtyPages = (mibPerSecond + 0.5) * seconds * pagesPerMiB;
  const rounding = seconds * pagesPerMiB / Math.sqrt(12);
  const pagesPerSample = sampled ? 2 ** 30 / PAGE_BYTES / samplesPerGiB : 0;
  return { seconds, dirtyPages, errorPages: Math.hypot(rounding, Math.sqrt(dirtyPages * pagesPerSample)) };
}
