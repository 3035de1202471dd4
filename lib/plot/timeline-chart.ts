import * as Plot from "@observablehq/plot";
// @ts-types="@types/d3-array"
import { max } from "d3-array";
import type { MigrationResult } from "../engine/run/result.ts";
import { requireOptions, requireResult, requireSizes } from "./check.ts";
import { compose, svgText, textWidth, TITLE_HEIGHT } from "./svg/compose.ts";
import { documentOr, type PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { formatNumber, formatSeconds } from "../text/format.ts";
import { type GuestSpan, guestSpans } from "./guest-spans.ts";
import { legend } from "./svg/legend.ts";
import { FONT_SIZE, GUEST_COLORS } from "./svg/theme.ts";
import { thin } from "./svg/thin.ts";

const MARGIN = { left: 64, right: 16, top: 34, bottom: 40 };
/** Pixels that the time without a running guest takes at least: it may be milliseconds of minutes. */
const MARKER = 3;
const BAND_OPACITY: Record<GuestSpan["guest"], number> = { source: 0.2, nowhere: 0.35, destination: 0.2 };
const GUEST_LABELS: Record<GuestSpan["guest"], string> = {
  source: "guest runs at the source",
  nowhere: "nowhere (downtime)",
  destination: "guest runs at the destination",
};

/**
 * Draws how a migration went: pages that remain to be sent over time in seconds, over bands that show where the guest
 * runs. The downtime is marked and labeled however short it is.
 *
 * @param result what `simulate` returned
 * @param options width (default 720) and height (default 320) in pixels, title, document
 * @throws {TypeError | RangeError} if it is something else, or a size is not above 0 and at most 16 384
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { timelineChart } from "@pageferry/pageferry/plot";
 *
 * const result = simulate({
 *   vm: { memoryBytes: 2 ** 27 },
 *   workload: { kind: "uniform", writesPerSecond: 1000 },
 *   migration: { engine: "three-stage" },
 * });
 * console.log(timelineChart(result).description);
 * ```
 */
export function timelineChart(result: MigrationResult, options: PlotOptions = {}): Chart {
  requireOptions("timeline", options);
  const { width = 720, height = 320, document } = options;
  requireSizes("timeline", { width, height });
  requireResult("timeline", "result", result, ["phases", "timeline", "rounds"]);
  const { title = `${result.engine}: pages that remain to be sent` } = options;
  const spans = guestSpans(result.phases);
  const guests = Array.from(new Set(spans.map((span) => span.guest)));
  const key = legend(
    guests.map((guest) => ({
      label: GUEST_LABELS[guest],
      color: GUEST_COLORS[guest],
      opacity: guest === "nowhere" ? 1 : 2 * BAND_OPACITY[guest],
    })),
    { x: 4, y: TITLE_HEIGHT + 2, width: width - 8 },
  );
  const top = TITLE_HEIGHT + key.height + 4;
  const plotHeight = height - top;
  const toX = (seconds: number) =>
    MARGIN.left + seconds / (result.totalSeconds || 1) * (width - MARGIN.left - MARGIN.right);
  const points = thin(result.timeline, (point) => point.seconds, (point) => point.remainingPages, width);
  const pages = max(points, (point) => point.remainingPages) || 1;
  const plot = Plot.plot({
    document: documentOr(document) as never,
    width,
    height: plotHeight,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0, result.totalSeconds || 1], label: "time [s]", labelArrow: "none", labelAnchor: "center" },
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
  const markers = spans.filter((span) => span.guest === "nowhere").map((span) => {
    const [from, to] = [toX(span.startSeconds), toX(span.endSeconds)];
    const middle = (from + to) / 2;
    const label = markerLabel(`downtime ${formatSeconds(span.endSeconds - span.startSeconds)}`, middle);
    if (to - from >= MARKER) return label;
    const x = Math.min(width - MARGIN.right - MARKER, Math.max(MARGIN.left, middle - MARKER / 2));
    return `<rect aria-label="downtime" x="${x.toFixed(2)}" y="${top + MARGIN.top - 6}" width="${MARKER}" ` +
      `height="${plotHeight - MARGIN.bottom - MARGIN.top + 6}" fill="${GUEST_COLORS.nowhere}"/>${label}`;
  });
  if (result.downtimeSeconds === null) markers.push(markerLabel("given up", width - MARGIN.right));

  function markerLabel(label: string, x: number): string {
    // Bold letters are wider.
    const half = 1.1 * textWidth(label) / 2;
    // Within the figure, and clear of the y axis's label.
    const within = Math.min(width - 6 - half, Math.max(MARGIN.left + 44 + half, x));
    return svgText(label, within, top + MARGIN.top - 11, {
      "text-anchor": "middle",
      "font-weight": 600,
      fill: GUEST_COLORS.nowhere,
    });
  }

  return compose({
    title,
    description: describe(result),
    width,
    height,
    parts: [{ plot, x: 0, y: top }],
    overlay: key.svg + markers.join(""),
  });
}

function describe(result: MigrationResult): string {
  const { engine, verdict, totalSeconds, downtimeSeconds, pagesTransferred, rounds, demandFaults } = result;
  const down = downtimeSeconds === null ? "it was given up" : `downtime ${formatSeconds(downtimeSeconds)}`;
  const facts = [
    `${engine} migration (${verdict}) in ${formatSeconds(totalSeconds)}`,
    down,
    `${formatNumber(pagesTransferred, 12)} pages transferred`,
    ...(rounds.length > 0 ? [`${rounds.length} ${rounds.length === 1 ? "round" : "rounds"}`] : []),
    ...(demandFaults > 0 ? [`${formatNumber(demandFaults, 12)} demand faults`] : []),
  ];
  return `Pages that remain to be sent over time: ${facts.join(", ")}.`;
}
