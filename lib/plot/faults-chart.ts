import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { max, range, sum } from "d3-array";
import type { Film } from "../film/types.ts";
import { formatNumber, formatSeconds, formatTick } from "../text/format.ts";
import { withUnit } from "../text/measure.ts";
import { FILM, requireList } from "./check.ts";
import { drawPlot, yAxis } from "./svg/draw-plot.ts";
import { type Box, type Chart, frame, translated } from "./svg/frame.ts";
import { CHART_OPTIONS, type ChartOptions, checkOptions, STRINGS } from "./svg/options.ts";
import { seriesColor, seriesDash } from "./svg/theme.ts";
import { linearTicks } from "./svg/axis.ts";

/** Options of {@linkcode faultsChart}. */
export interface FaultsChartOptions extends ChartOptions {
  /** Content of the lower panel: the share of virtual CPUs that wait, or the stall since resume. Default `"waiting"`. */
  stall?: "waiting" | "cumulative";
  /** Names of the films, in order. Default: their engines. */
  labels?: readonly string[];
}

/** The line of one film. */
interface Series {
  name: string;
  color: string;
  dash: string | undefined;
  film: Film;
}

/** A point of a line. */
interface Point {
  seconds: number;
  value: number;
}

/** One of the two panels. */
interface Panel {
  label: string;
  unit: string;
  pointsOf(bins: readonly Bin[], vcpus: number): Point[];
}

/** Bins of time over the longest film. */
const BINS = 80;
const MARGIN = { marginLeft: 60, marginRight: 14, marginTop: 30, marginBottom: 40 };

const FAULTS: Panel = { label: "demand faults per second", unit: "", pointsOf: faultsPerSecond };
const STALL: Readonly<Record<"waiting" | "cumulative", Panel>> = {
  waiting: { label: "waiting virtual CPUs", unit: "%", pointsOf: percentWaiting },
  cumulative: { label: "cumulative stall", unit: "s", pointsOf: cumulativeStall },
};

/**
 * Draws demand faults and stall after the guest resumes at the destination. The upper panel shows demand faults per second,
 * the lower one the share of virtual CPUs that wait for a page in percent, or the stall in seconds, summed over virtual
 * CPUs. A footnote names the films without a line: after pre-copy and stop-and-copy no page is absent.
 *
 * @param films one film or several, from `film`
 * @param options content of the lower panel, labels; width in pixels (default 720), height of one panel (default 190),
 *   title, document
 * @throws {TypeError | RangeError} if there is no film, or an option is unknown or out of range
 *
 * @example
 * ```ts
 * import { film } from "@pageferry/pageferry";
 * import { faultsChart } from "@pageferry/pageferry/plot";
 * import { assertMatch } from "@std/assert";
 *
 * const films = (["three-stage", "post-copy"] as const).map((engine) =>
 *   film({
 *     vm: { memoryBytes: 2 ** 27, vcpus: 2 },
 *     workload: { kind: "uniform", writesPerSecond: 3000, pages: 8192 },
 *     migration: { engine },
 *   })
 * );
 * assertMatch(faultsChart(films).description, /three-stage \d+ faults/);
 * assertMatch(faultsChart(films[0], { stall: "cumulative" }).description, /cumulative stall/);
 * ```
 */
export function faultsChart(films: Film | readonly Film[], options: FaultsChartOptions = {}): Chart {
  checkOptions("faultsChart", options, { ...CHART_OPTIONS, stall: Object.keys(STALL), labels: STRINGS });
  const all = seriesOf(requireList("faultsChart", "films", films, FILM), options.labels);
  const { width = 720, height = 190, stall = "waiting", title = "Faults and stall after resume" } = options;
  const series = all.filter(({ film }) => film.afterResume !== null);
  const without = all.filter(({ film }) => film.afterResume === null).map(({ name }) => name);
  const panels = series.length === 0 ? [] : [FAULTS, STALL[stall]];
  return frame({
    title,
    description: `Demand faults per second and ${STALL[stall].label} over time since resume: ${
      all.map(inWords).join("; ")
    }.`,
    width,
    legend: series.map(({ name, color }) => ({ label: name, color })),
    footnote: without.length === 0 ? "" : `No faults: no pages were absent after resume (${without.join(", ")}).`,
  }, () => ({
    svg: panels.map((panel, i) => {
      const xLabel = i === panels.length - 1 ? "time since resume [s]" : null;
      return translated(drawPanel(panel, series, { width, height, xLabel, document: options.document }), 0, i * height);
    }).join(""),
    height: panels.length * height + 4,
  }));
}

/** Films with their names, colors and dashes. Films of the same engine are numbered and get colors by their places. */
function seriesOf(films: readonly Film[], labels: readonly string[] = []): Series[] {
  const engines = films.map(({ result }) => result.engine);
  const alike = new Set(engines).size < engines.length;
  return films.map((film, i) => ({
    name: labels[i] ?? (alike ? `${i + 1}: ${engines[i]}` : engines[i]),
    color: seriesColor(alike ? "" : engines[i], i),
    dash: alike && i > 3 ? "6 5" : seriesDash(engines[i], i),
    film,
  }));
}

function drawPanel(
  { label, unit, pointsOf }: Panel,
  series: readonly Series[],
  { width, height, xLabel, document }: Pick<ChartOptions, "document"> & Box & { xLabel: string | null },
): string {
  const seconds = max(series, ({ film }) => film.afterResume!.spanSeconds * film.afterResume!.faults.length) || 1;
  const lines = series.map((one) => ({
    ...one,
    points: pointsOf(binsOf(one.film, seconds / BINS), one.film.scenario.vm.vcpus),
  }));
  const { domain, ticks } = linearTicks(max(lines, ({ points }) => max(points, ({ value }) => value)) ?? 0);
  const times = linearTicks(seconds).ticks.filter((tick, i) => tick <= seconds && (width >= 500 || i % 2 === 0));
  return drawPlot({
    document,
    width,
    height,
    ...MARGIN,
    x: { domain: [0, seconds], label: null },
    y: { domain, label: null },
    marks: [
      ...yAxis(ticks, withUnit({ label, unit })),
      Plot.axisX(times, { label: xLabel, labelArrow: "none", labelAnchor: "center", text: formatTick }),
      ...lines.map(({ name, color, dash, points }) =>
        Plot.lineY(points, {
          x: "seconds",
          y: "value",
          stroke: color,
          strokeWidth: 1.5,
          strokeDasharray: dash,
          ariaDescription: name,
        })
      ),
      Plot.ruleY([0]),
    ],
  });
}

/** Faults and stall in one bin of time. */
interface Bin {
  fromSeconds: number;
  toSeconds: number;
  faults: number;
  stallSeconds: number;
}

/** Joins the spans of a film to bins of about `binSeconds`, because films of different lengths have different spans. */
function binsOf(film: Film, binSeconds: number): Bin[] {
  const { spanSeconds, faults, stallSeconds } = film.afterResume!;
  const joined = Math.max(1, Math.min(faults.length, Math.round(binSeconds / spanSeconds) || 1));
  return range(0, faults.length, joined).map((from) => {
    const to = Math.min(faults.length, from + joined);
    return {
      fromSeconds: from * spanSeconds,
      toSeconds: to * spanSeconds,
      faults: sum(faults.subarray(from, to)),
      stallSeconds: sum(stallSeconds.subarray(from, to)),
    };
  });
}

/** The corners of a step line. Equal neighbors share a step. */
function stepLine(bins: readonly Bin[], valueOf: (bin: Bin) => number): Point[] {
  const points: Point[] = [];
  for (const bin of bins) {
    const value = valueOf(bin);
    const last = points.at(-1);
    if (last?.value === value) last.seconds = bin.toSeconds;
    else points.push({ seconds: bin.fromSeconds, value }, { seconds: bin.toSeconds, value });
  }
  return points;
}

function faultsPerSecond(bins: readonly Bin[]): Point[] {
  return stepLine(
    bins,
    ({ faults, fromSeconds, toSeconds }) => toSeconds > fromSeconds ? faults / (toSeconds - fromSeconds) : 0,
  );
}

function percentWaiting(bins: readonly Bin[], vcpus: number): Point[] {
  return stepLine(bins, ({ stallSeconds, fromSeconds, toSeconds }) => {
    const cpuSeconds = (toSeconds - fromSeconds) * vcpus;
    // The last span also holds the stall after the end of the film.
    return cpuSeconds > 0 ? Math.min(100, 100 * stallSeconds / cpuSeconds) : 0;
  });
}

function cumulativeStall(bins: readonly Bin[]): Point[] {
  let stall = 0;
  const points: Point[] = [{ seconds: 0, value: 0 }];
  for (const { toSeconds, stallSeconds } of bins) points.push({ seconds: toSeconds, value: stall += stallSeconds });
  return points;
}

function inWords({ name, film: { afterResume, result } }: Series): string {
  if (afterResume === null) return `${name} none`;
  const { demandFaults, stallSeconds, totalSeconds } = result;
  return `${name} ${formatNumber(demandFaults, 12)} faults and ${formatSeconds(stallSeconds)} of stall in ${
    formatSeconds(totalSeconds - afterResume.startSeconds)
  }`;
}
