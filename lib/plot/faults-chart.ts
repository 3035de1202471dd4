import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { max, range, sum } from "d3-array";
import type { Film } from "../film/types.ts";
import { notOneOf } from "../text/message.ts";
import { requireFilm, requireLabels, requireOptions, requireSizes } from "./check.ts";
import { compose, TITLE_HEIGHT } from "./svg/compose.ts";
import { documentOr, type DrawingDocument, type PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { formatNumber, formatSeconds, formatTick } from "../text/format.ts";
import { legend, type LegendItem } from "./svg/legend.ts";
import { FONT_SIZE, seriesColor, seriesDash } from "./svg/theme.ts";
import { linearTicks } from "./svg/ticks.ts";
import { note } from "./svg/wrap-text.ts";

/** How to draw faults and stall. */
export interface FaultsChartOptions extends PlotOptions {
  /** What the lower panel shows: the share of virtual CPUs that wait, or the stall added up since resume. Default `"waiting"`. */
  stall?: "waiting" | "cumulative";
  /** What to call the films, in order. Default: their engines. */
  labels?: readonly string[];
}

/** One film's line. */
interface Series {
  name: string;
  color: string;
  dash: string | undefined;
  film: Film;
}

/** A corner of a line of steps. */
interface Point {
  seconds: number;
  value: number;
}

/** Bins over the longest film. */
const BINS = 80;
const MARGIN = { left: 60, right: 14, top: 30, bottom: 40 };

/**
 * Draws what a guest goes through after it resumes at the destination with pages still to come: demand faults per second,
 * and beneath it the share of its virtual CPUs that wait for a page, in percent, or the stall in seconds added up over
 * them. Films without that (pre-copy, stop-and-copy) are named and have no line.
 *
 * @param films what `film` returned, one or several
 * @param options what the lower panel shows, labels; width in pixels (default 720), height of one panel (default 190),
 *   title, document
 * @throws {TypeError | RangeError} if there is no film, or it is something else, or an option is not one of its values
 *
 * @example
 * ```ts
 * import { film } from "@pageferry/pageferry";
 * import { faultsChart } from "@pageferry/pageferry/plot";
 *
 * const films = (["three-stage", "post-copy"] as const).map((engine) =>
 *   film({
 *     vm: { memoryBytes: 2 ** 27, vcpus: 2 },
 *     workload: { kind: "uniform", writesPerSecond: 3000, pages: 8192 },
 *     migration: { engine },
 *   })
 * );
 * console.log(faultsChart(films).description);
 * console.log(faultsChart(films[0], { stall: "cumulative" }).title);
 * ```
 */
export function faultsChart(films: Film | readonly Film[], options: FaultsChartOptions = {}): Chart {
  const list = Array.isArray(films) ? films as readonly Film[] : [films as Film];
  requireOptions("faults", options);
  const { width = 720, height: panelHeight = 190, stall = "waiting", document } = options;
  const { title = "Faults and stall after resume" } = options;
  requireSizes("faults", { width, height: panelHeight });
  requireLabels("faults", options.labels);
  if (list.length === 0) throw new RangeError("Cannot draw faults: films must hold at least one, got none");
  list.forEach((film) => requireFilm("faults", "film", film));
  if (stall !== "waiting" && stall !== "cumulative") {
    throw notOneOf("draw faults", "stall", stall, ["waiting", "cumulative"]);
  }
  const engines = list.map(({ result }) => result.engine);
  const alike = new Set(engines).size < engines.length;
  const all = list.map((film, i): Series => {
    const name = options.labels?.[i] ?? (alike ? `${i + 1}: ${engines[i]}` : engines[i]);
    return {
      name,
      color: seriesColor(alike ? "" : engines[i], i),
      dash: alike && i > 3 ? "6 5" : seriesDash(engines[i], i),
      film,
    };
  });
  const series = all.filter(({ film }) => film.afterResume !== null);
  const without = all.filter(({ film }) => film.afterResume === null).map(({ name }) => name);
  const key = legend(series.map(({ name, color }): LegendItem => ({ label: name, color })), {
    x: 4,
    y: TITLE_HEIGHT + 2,
    width: width - 8,
  });
  const top = TITLE_HEIGHT + (series.length > 0 ? key.height : 0) + 4;
  const told = note(
    without.length === 0 ? "" : `No page was absent after resume, so that nothing faults: ${without.join(", ")}.`,
    { x: 4, y: top + (series.length > 0 ? 2 * panelHeight + 4 : 0), width: width - 8 },
  );
  const seconds = max(series, ({ film }) => film.afterResume!.spanSeconds * film.afterResume!.faults.length) || 1;
  const panels = series.length === 0 ? [] : [
    { label: "demand faults per second", value: faultsPerSecond, x: null },
    stall === "waiting"
      ? { label: "virtual CPUs that wait [%]", value: percentWaiting, x: "time since resume [s]" }
      : { label: "stall so far, added up [s]", value: stallSoFar, x: "time since resume [s]" },
  ];
  return compose({
    title,
    description: `Demand faults per second and ${stall === "waiting" ? "waiting virtual CPUs" : "cumulative stall"} ` +
      `over time since resume: ${all.map(inWords).join("; ")}.`,
    width,
    height: top + panels.length * panelHeight + 4 + (without.length > 0 ? told.height : 0),
    parts: panels.map(({ label, value, x }, i) => ({
      plot: drawPanel(series, { label, x, value, seconds, width, height: panelHeight, document }),
      x: 0,
      y: top + i * panelHeight,
    })),
    overlay: (series.length > 0 ? key.svg : "") + (without.length > 0 ? told.svg : ""),
  });
}

function drawPanel(
  series: readonly Series[],
  { label, x, value, seconds, width, height, document }: {
    label: string;
    x: string | null;
    value: (bins: readonly Bin[], vcpus: number) => Point[];
    seconds: number;
    width: number;
    height: number;
    document?: DrawingDocument;
  },
): unknown {
  const lines = series.map((one) => ({
    ...one,
    points: value(binsOf(one.film, seconds / BINS), one.film.scenario.vm.vcpus),
  }));
  const most = max(lines, ({ points }) => max(points, (point) => point.value)) || 0;
  const { domain, ticks } = linearTicks(most);
  const time = linearTicks(seconds).ticks.filter((tick) => tick <= seconds);
  return Plot.plot({
    document: documentOr(document) as never,
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0, seconds], label: null },
    y: { domain, label: null },
    marks: [
      Plot.gridY(ticks, { strokeOpacity: 0.15 }),
      Plot.axisY(ticks, { label, labelArrow: "none", text: formatTick }),
      Plot.axisX(width < 500 ? time.filter((_, i) => i % 2 === 0) : time, {
        label: x,
        labelArrow: "none",
        labelAnchor: "center",
        text: formatTick,
      }),
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

/** What a film's guest went through in one bin of time. */
interface Bin {
  fromSeconds: number;
  toSeconds: number;
  faults: number;
  stallSeconds: number;
}

/** Joins the spans of a film to bins of about `binSeconds`, so that films of all lengths are told alike. */
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

/** A line of steps; equal neighbors share one. */
function steps(bins: readonly Bin[], value: (bin: Bin) => number): Point[] {
  const points: Point[] = [];
  for (const bin of bins) {
    const height = value(bin);
    const last = points.at(-1);
    if (last?.value === height) last.seconds = bin.toSeconds;
    else points.push({ seconds: bin.fromSeconds, value: height }, { seconds: bin.toSeconds, value: height });
  }
  return points;
}

function faultsPerSecond(bins: readonly Bin[]): Point[] {
  return steps(
    bins,
    ({ faults, fromSeconds, toSeconds }) => toSeconds > fromSeconds ? faults / (toSeconds - fromSeconds) : 0,
  );
}

function percentWaiting(bins: readonly Bin[], vcpus: number): Point[] {
  return steps(bins, ({ stallSeconds, fromSeconds, toSeconds }) => {
    const cpuSeconds = (toSeconds - fromSeconds) * vcpus;
    // The last span holds what goes beyond the end.
    return cpuSeconds > 0 ? Math.min(100, 100 * stallSeconds / cpuSeconds) : 0;
  });
}

function stallSoFar(bins: readonly Bin[]): Point[] {
  let stall = 0;
  const points: Point[] = [{ seconds: 0, value: 0 }];
  for (const { toSeconds, stallSeconds } of bins) points.push({ seconds: toSeconds, value: stall += stallSeconds });
  return points;
}

function inWords({ name, film }: Series): string {
  if (film.afterResume === null) return `${name} none`;
  const { demandFaults, stallSeconds, totalSeconds } = film.result;
  const length = totalSeconds - film.afterResume.startSeconds;
  return `${name} ${formatNumber(demandFaults, 12)} faults and ${formatSeconds(stallSeconds)} of stall in ${
    formatSeconds(length)
  }`;
}
