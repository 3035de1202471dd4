import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { max } from "d3-array";
import type { MigrationResult } from "../engine/run/result.ts";
import { capital, formatNumber, formatSeconds } from "../text/format.ts";
import { requireData, RESULT } from "./check.ts";
import { type GuestSpan, guestSpans } from "./phase-spans.ts";
import { drawPlot } from "./svg/draw-plot.ts";
import { type Box, type Chart, frame } from "./svg/frame.ts";
import { CHART_OPTIONS, type ChartOptions, checkOptions } from "./svg/options.ts";
import { BOLD_WIDTH, svgText, textWidth } from "./svg/text.ts";
import { GUEST_COLORS, GUEST_LABELS } from "./svg/theme.ts";
import { thin } from "./svg/thin.ts";

const MARGIN = { left: 64, right: 16, top: 34, bottom: 40 };
/** The smallest width in pixels of a downtime, which may be milliseconds in a migration of minutes. */
const LEAST_MARKER = 3;
const BAND_OPACITY: Record<GuestSpan["guest"], number> = { source: 0.2, nowhere: 0.35, destination: 0.2 };

/**
 * Draws the number of pages left to send over time in seconds. Bands behind the curve show where the guest runs. A downtime
 * is labeled with its length and is at least three pixels wide.
 *
 * @param result a result of `simulate`
 * @param options width (default 720) and height (default 320) in pixels, title, document
 * @throws {TypeError | RangeError} if `result` is not a result, or an option is unknown or out of range
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { timelineChart } from "@pageferry/pageferry/plot";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "uniform", writesPerSecond: 1000 },
 *   migration: { engine: "three-stage" },
 * });
 * assertStrictEquals(timelineChart(result).title, "Three-stage: pages left to send");
 * ```
 */
export function timelineChart(result: MigrationResult, options: ChartOptions = {}): Chart {
  checkOptions("timelineChart", options, CHART_OPTIONS);
  requireData("timelineChart", "result", result, RESULT);
  const { width = 720, height = 320, title = `${capital(result.engine)}: pages left to send` } = options;
  const spans = guestSpans(result.phases);
  const guests = Array.from(new Set(spans.map(({ guest }) => guest)));
  const legend = guests.map((guest) => ({
    label: GUEST_LABELS[guest],
    color: GUEST_COLORS[guest],
    opacity: guest === "nowhere" ? 1 : 2 * BAND_OPACITY[guest],
  }));
  return frame({ title, description: describe(result), width, height, legend }, (box) => ({
    svg: drawCurve(result, spans, { ...box, document: options.document }) + markers(result, spans, box),
    height: box.height,
  }));
}

function drawCurve(
  { timeline, totalSeconds }: MigrationResult,
  spans: readonly GuestSpan[],
  { width, height, document }: Box & Pick<ChartOptions, "document">,
): string {
  const points = thin(timeline, ({ seconds }) => seconds, ({ remainingPages }) => remainingPages, width);
  const pages = max(points, ({ remainingPages }) => remainingPages) || 1;
  return drawPlot({
    document,
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    x: { domain: [0, totalSeconds || 1], label: "time [s]", labelArrow: "none", labelAnchor: "center" },
    y: { domain: [0, pages], label: "remaining pages", labelArrow: "none", nice: true, tickFormat: formatNumber },
    marks: [
      Plot.rect(spans, {
        x1: "startSeconds",
        x2: "endSeconds",
        fill: (span: GuestSpan) => GUEST_COLORS[span.guest],
        fillOpacity: (span: GuestSpan) => BAND_OPACITY[span.guest],
        ariaDescription: "where the guest runs",
      }),
      Plot.gridY({ strokeOpacity: 0.15 }),
      Plot.lineY(points, { x: "seconds", y: "remainingPages", strokeWidth: 1.5 }),
      Plot.ruleY([0]),
    ],
  });
}

/** Labels each downtime, and widens one that is too short to see. */
function markers(result: MigrationResult, spans: readonly GuestSpan[], { width, height }: Box): string {
  const right = width - MARGIN.right;
  const toX = (seconds: number) => MARGIN.left + seconds / (result.totalSeconds || 1) * (right - MARGIN.left);
  const drawn = spans.filter(({ guest }) => guest === "nowhere").map(({ startSeconds, endSeconds }) => {
    const [from, to] = [toX(startSeconds), toX(endSeconds)];
    const middle = (from + to) / 2;
    const label = markerLabel(`downtime ${formatSeconds(endSeconds - startSeconds)}`, middle, width);
    if (to - from >= LEAST_MARKER) return label;
    const x = Math.min(right - LEAST_MARKER, Math.max(MARGIN.left, middle - LEAST_MARKER / 2));
    return `<rect aria-label="downtime" x="${x.toFixed(2)}" y="${MARGIN.top - 6}" width="${LEAST_MARKER}" ` +
      `height="${height - MARGIN.bottom - MARGIN.top + 6}" fill="${GUEST_COLORS.nowhere}"/>${label}`;
  });
  return drawn.join("") + (result.downtimeSeconds === null ? markerLabel("abandoned", right, width) : "");
}

/** A label above the curve, within the chart and clear of the label of the y axis. */
function markerLabel(label: string, x: number, width: number): string {
  const half = BOLD_WIDTH * textWidth(label) / 2;
  return svgText(label, Math.min(width - 6 - half, Math.max(MARGIN.left + 44 + half, x)), MARGIN.top - 11, {
    "text-anchor": "middle",
    "font-weight": 600,
    fill: GUEST_COLORS.nowhere,
  });
}

function describe(result: MigrationResult): string {
  const { engine, verdict, totalSeconds, downtimeSeconds, pagesTransferred, rounds, demandFaults } = result;
  const facts = [
    `${capital(engine)} migration (${verdict}): ${formatSeconds(totalSeconds)} in total`,
    downtimeSeconds === null ? "abandoned" : `downtime ${formatSeconds(downtimeSeconds)}`,
    `${formatNumber(pagesTransferred, 12)} pages transferred`,
    ...(rounds.length > 0 ? [`${rounds.length} ${rounds.length === 1 ? "round" : "rounds"}`] : []),
    ...(demandFaults > 0 ? [`${formatNumber(demandFaults, 12)} demand faults`] : []),
  ];
  return `Pages left to send over time. ${facts.join(", ")}.`;
}
