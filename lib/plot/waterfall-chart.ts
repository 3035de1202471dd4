// @ts-types="@types/d3-array"
import { max } from "d3-array";
import type { MigrationResult } from "../engine/run/result.ts";
import { BOTTOM_AXIS_HEIGHT, bottomAxis } from "./svg/bottom-axis.ts";
import { requireLabels, requireOptions, requireResult, requireSizes } from "./check.ts";
import { compose, svgText, textWidth, TITLE_HEIGHT } from "./svg/compose.ts";
import type { PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { formatSeconds } from "../text/format.ts";
import { legend } from "./svg/legend.ts";
import { GUEST_COLORS, textColorOn } from "./svg/theme.ts";
import { linearTicks } from "./svg/ticks.ts";
import { downtimeSteps, type TimeStep, timeSteps } from "./time-steps.ts";
import { note } from "./svg/wrap-text.ts";

/** How to draw where the time goes. */
export interface WaterfallChartOptions extends Omit<PlotOptions, "height"> {
  /** What to call the migrations, in order. Default: their engines, with the hypervisor where two are alike. */
  labels?: readonly string[];
}

/** The steps of one migration, from 0 on. */
interface Group {
  label: string;
  fact: string;
  steps: TimeStep[];
}

const GUTTER = 104;
const RIGHT = 12;
const ROW = 20;
const BAR = 13;
const HEADER = 20;
const GROUP_GAP = 6;
const PANEL_GAP = 16;
/** A bar is at least so many pixels wide, that it may be seen. */
const LEAST_BAR = 2;
/** A downtime this many times the shortest does not fit on its scale, and runs off it. */
const FITS = 20;

const GUEST_LABELS = {
  source: "guest runs at the source",
  nowhere: "nowhere (downtime)",
  destination: "guest runs at the destination",
};

/**
 * Draws where total migration time goes, step by step, each bar beginning where the one before ended; and beneath it, on a
 * scale of its own, where the downtime goes. Several migrations stand beneath each other on the same scales. A downtime
 * more than 20 times as long as the shortest runs off the lower scale, with its length written beside it.
 *
 * @param results what `simulate` returned, one or several
 * @param options labels, width in pixels (default 720), title; no document is needed
 * @throws {TypeError | RangeError} if there is no result, or it is something else
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { waterfallChart } from "@pageferry/pageferry/plot";
 *
 * const results = (["pre-copy", "three-stage", "post-copy"] as const).map((engine) =>
 *   simulate({
 *     vm: { memoryBytes: 2 ** 27 },
 *     workload: { kind: "uniform", writesPerSecond: 3000, pages: 8192 },
 *     migration: { engine },
 *   })
 * );
 * console.log(waterfallChart(results).description);
 * ```
 */
export function waterfallChart(
  results: MigrationResult | readonly MigrationResult[],
  options: WaterfallChartOptions = {},
): Chart {
  const list = Array.isArray(results) ? results as readonly MigrationResult[] : [results as MigrationResult];
  requireOptions("waterfall", options);
  const { width = 720, title = "Where the time goes" } = options;
  // There is no height to choose; one that makes no sense is still a mistake.
  requireSizes("waterfall", { width, height: (options as PlotOptions).height });
  requireLabels("waterfall", options.labels);
  if (list.length === 0) throw new RangeError("Cannot draw waterfall: results must hold at least one, got none");
  for (const result of list) requireResult("waterfall", "results", result, ["phases", "rounds"]);
  const labels = list.map((result, i) => options.labels?.[i] ?? labelOf(list, i, result));
  const whole = list.map((result, i): Group => ({
    label: labels[i],
    fact: `total ${formatSeconds(result.totalSeconds)}`,
    steps: timeSteps(result),
  }));
  const stopped = list.map((result, i): Group => ({
    label: labels[i],
    fact: result.downtimeSeconds === null ? "given up" : `downtime ${formatSeconds(result.downtimeSeconds)}`,
    steps: fromZero(downtimeSteps(result)),
  }));
  const guests = (["source", "nowhere", "destination"] as const).filter((guest) =>
    whole.some(({ steps }) => steps.some((step) => step.guest === guest))
  );
  const key = legend(guests.map((guest) => ({ label: GUEST_LABELS[guest], color: GUEST_COLORS[guest] })), {
    x: 4,
    y: TITLE_HEIGHT + 2,
    width: width - 8,
  });
  const top = TITLE_HEIGHT + key.height + 4;
  const upper = panel(whole, { top, width, most: max(list, (result) => result.totalSeconds)! });
  const lengths = list.map(({ downtimeSeconds }) => downtimeSeconds ?? 0).filter((seconds) => seconds > 0);
  const shortest = Math.min(...lengths);
  const most = max(lengths.filter((seconds) => seconds <= FITS * shortest));
  const lowerTop = top + upper.height + PANEL_GAP;
  const lower = most === undefined ? null : panel(stopped, { top: lowerTop, width, most, begins: "guest stopped" });
  const off = lower !== null && lengths.some((seconds) => seconds > most!);
  const foot = note(off ? "»: the bar goes on beyond the scale." : "", {
    x: 4,
    y: lowerTop + (lower?.height ?? 0),
    width: width - 8,
  });
  return compose({
    title,
    description: `Where total migration time and downtime go: ${list.map(inWords).join("; ")}.`,
    width,
    height: lowerTop + (lower?.height ?? 0) + (off ? foot.height : 0),
    parts: [],
    overlay: key.svg + upper.svg + (lower?.svg ?? "") + (off ? foot.svg : ""),
  });

  function inWords(result: MigrationResult, i: number): string {
    const named = ({ name, startSeconds, endSeconds }: TimeStep) =>
      `${name} ${formatSeconds(endSeconds - startSeconds)}`;
    const down = stopped[i].steps.length === 0 ? "" : ` (${stopped[i].steps.map(named).join(", ")})`;
    return `${labels[i]} ${formatSeconds(result.totalSeconds)}: ${whole[i].steps.map(named).join(", ")}${down}`;
  }
}

/** Draws groups of bars over one scale of time. */
function panel(
  groups: readonly Group[],
  { top, width, most, begins = "migration began" }: { top: number; width: number; most: number; begins?: string },
): { svg: string; height: number } {
  const inner = width - GUTTER - RIGHT;
  const { unit, size } = most >= 1 || most <= 0 ? { unit: "s", size: 1 } : { unit: "ms", size: 1e-3 };
  const span = most > 0 ? most : 1;
  const right = width - RIGHT;
  const toX = (seconds: number) => Math.min(right, GUTTER + seconds / span * inner);
  const parts: string[] = [];
  let y = top;
  for (const { label, fact, steps } of groups) {
    parts.push(svgText(label, 4, y + 14, { "font-weight": 600 }));
    parts.push(svgText(fact, Math.max(GUTTER, 4 + 1.1 * textWidth(label) + 10), y + 14));
    y += HEADER;
    steps.forEach((step, i) => {
      parts.push(bar(step, y));
      // The thread from one bar to the next.
      if (i + 1 < steps.length) {
        const x = Math.min(right, toX(step.endSeconds)).toFixed(1);
        parts.push(
          `<path d="M${x} ${y + BAR}V${
            y + ROW + 3
          }" stroke="currentColor" stroke-opacity="0.5" stroke-dasharray="2 2"/>`,
        );
      }
      y += ROW;
    });
    y += GROUP_GAP;
  }
  const { ticks } = linearTicks(span / size);
  const fits = Math.max(2, Math.floor(inner / 56));
  const shown = ticks.filter((_, i) => ticks.length <= fits || i % 2 === 0);
  parts.push(
    bottomAxis({
      left: GUTTER,
      top: y,
      width: inner,
      most: span / size,
      ticks: shown,
      label: `time since the ${begins} [${unit}]`,
    }),
  );
  return { svg: parts.join(""), height: y + BOTTOM_AXIS_HEIGHT - top };

  function bar({ name, guest, startSeconds, endSeconds }: TimeStep, y: number): string {
    const color = GUEST_COLORS[guest];
    const beyond = endSeconds > span * (1 + 1e-9);
    const from = Math.min(toX(startSeconds), right - LEAST_BAR);
    const to = Math.max(from + LEAST_BAR, toX(endSeconds));
    const value = `${formatSeconds(endSeconds - startSeconds)}${beyond ? " »" : ""}`;
    const wide = textWidth(value) + 6;
    const place: { x: number; [attribute: string]: string | number } = to + wide <= width - 2
      ? { x: to + 5, "text-anchor": "start" }
      : from - wide >= GUTTER
      ? { x: from - 5, "text-anchor": "end" }
      : { x: to - 5, "text-anchor": "end", fill: textColorOn(color) };
    const { x, ...attributes } = place;
    return svgText(name, GUTTER - 8, y + 12, { "text-anchor": "end" }) +
      `<rect aria-label="${name}" x="${from.toFixed(2)}" y="${y + 1}" width="${
        (to - from).toFixed(2)
      }" height="${BAR}" fill="${color}"/>` +
      svgText(value, x, y + 12, attributes);
  }
}

/** Steps as of the start of the first. */
function fromZero(steps: readonly TimeStep[]): TimeStep[] {
  const start = steps[0]?.startSeconds ?? 0;
  return steps.map((step) => ({
    ...step,
    startSeconds: step.startSeconds - start,
    endSeconds: step.endSeconds - start,
  }));
}

function labelOf(results: readonly MigrationResult[], i: number, { engine, hypervisor }: MigrationResult): string {
  const alike = results.filter((other) => other.engine === engine);
  if (alike.length === 1) return engine;
  const hypervisors = new Set(alike.map((other) => other.hypervisor));
  return hypervisors.size === alike.length ? `${engine}, ${hypervisor}` : `${i + 1}: ${engine}`;
}
