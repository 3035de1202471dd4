// @ts-types="@types/d3-array"
import { max, min } from "d3-array";
import type { MigrationResult } from "../engine/run/result.ts";
import { capital, formatSeconds } from "../text/format.ts";
import { requireList, RESULT } from "./check.ts";
import { downtimeSteps, type TimeStep, timeSteps } from "./phase-spans.ts";
import { type Chart, type Drawing, frame, translated } from "./svg/frame.ts";
import { CHART_OPTIONS, type ChartOptions, checkOptions, STRINGS } from "./svg/options.ts";
import { BOLD_WIDTH, svgText, textWidth } from "./svg/text.ts";
import { GUEST_COLORS, GUEST_LABELS, textColorOn } from "./svg/theme.ts";
import { BOTTOM_AXIS_HEIGHT, bottomAxis, linearTicks } from "./svg/axis.ts";

/** Options of {@linkcode waterfallChart}. */
export interface WaterfallChartOptions extends Omit<ChartOptions, "height"> {
  /** Names of the migrations, in order. Default: their engines, with the hypervisor if engines repeat. */
  labels?: readonly string[];
}

/** The steps of one migration, starting at 0. */
interface Group {
  label: string;
  /** Beside the label. */
  fact: string;
  steps: TimeStep[];
}

/** The scale of a panel. */
interface Scale {
  /** Seconds at the right end. */
  span: number;
  /** Left and right end in pixels. */
  left: number;
  right: number;
}

/** Left and right margins in pixels. */
const LEFT = 104;
const RIGHT = 12;
/** Heights in pixels. */
const ROW = 20;
const BAR = 13;
const GROUP_GAP = 6;
const PANEL_GAP = 16;
/** The smallest width of a bar in pixels. */
const LEAST_BAR = 2;
/** A downtime more than this many times the shortest one is cut off at the end of the scale. */
const LONGEST_RATIO = 20;
const PLACES = ["source", "nowhere", "destination"] as const;

/**
 * Draws the steps of migrations as bars, each starting at the end of the one before. The upper panel shows the total
 * migration time, the lower one the downtime on a scale of its own. Several migrations share the scales. A downtime more
 * than 20 times the shortest one is cut off; its length is written beside it.
 *
 * @param results one result of `simulate` or several
 * @param options labels; width in pixels (default 720), title
 * @throws {TypeError | RangeError} if there is no result, or an option is unknown or out of range
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { waterfallChart } from "@pageferry/pageferry/plot";
 * import { assertMatch } from "@std/assert";
 *
 * const results = (["pre-copy", "three-stage", "post-copy"] as const).map((engine) =>
 *   simulate({
 *     vm: { memoryBytes: 2 ** 27 },
 *     workload: { kind: "uniform", writesPerSecond: 3000, pages: 8192 },
 *     migration: { engine },
 *   })
 * );
 * assertMatch(waterfallChart(results).description, /Three-stage takes .* s: round 1 /);
 * ```
 */
export function waterfallChart(
  results: MigrationResult | readonly MigrationResult[],
  options: WaterfallChartOptions = {},
): Chart {
  const { height: _, ...rules } = CHART_OPTIONS;
  checkOptions("waterfallChart", options, { ...rules, labels: STRINGS });
  const list = requireList("waterfallChart", "results", results, RESULT);
  const { width = 720, title = "Where the time goes" } = options;
  const labels = list.map((_, i) => options.labels?.[i] ?? labelOf(list, i));
  const totals = list.map((result, i) => totalGroup(result, labels[i]));
  const downtimes = list.map((result, i) => downtimeGroup(result, labels[i]));
  const span = downtimeSpan(list);
  const guests = PLACES.filter((place) => totals.some(({ steps }) => steps.some(({ guest }) => guest === place)));
  const cutOff = list.some(({ downtimeSeconds }) => span !== undefined && downtimeSeconds! > span);
  return frame({
    title,
    description: list.map((result, i) => inWords(result, totals[i], downtimes[i])).join(" "),
    width,
    legend: guests.map((guest) => ({ label: GUEST_LABELS[guest], color: GUEST_COLORS[guest] })),
    footnote: cutOff ? "»: longer than the scale." : "",
  }, () => {
    const longest = max(list, ({ totalSeconds }) => totalSeconds)!;
    const upper = drawPanel(totals, { width, span: longest, label: "time since the migration began" });
    if (span === undefined) return upper;
    const lower = drawPanel(downtimes, { width, span, label: "time since the guest stopped" });
    const top = upper.height + PANEL_GAP;
    return { svg: upper.svg + translated(lower.svg, 0, top), height: top + lower.height };
  });
}

/** The engine, with the hypervisor or a number if other results have the same one. */
function labelOf(results: readonly MigrationResult[], i: number): string {
  const { engine, hypervisor } = results[i];
  const alike = results.filter((other) => other.engine === engine);
  if (alike.length === 1) return engine;
  const hypervisors = new Set(alike.map((other) => other.hypervisor));
  return hypervisors.size === alike.length ? `${engine}, ${hypervisor}` : `${i + 1}: ${engine}`;
}

function totalGroup(result: MigrationResult, label: string): Group {
  return { label, fact: `total ${formatSeconds(result.totalSeconds)}`, steps: timeSteps(result) };
}

function downtimeGroup(result: MigrationResult, label: string): Group {
  const { downtimeSeconds } = result;
  const steps = downtimeSteps(result);
  const stopped = steps[0]?.startSeconds ?? 0;
  return {
    label,
    fact: downtimeSeconds === null ? "abandoned" : `downtime ${formatSeconds(downtimeSeconds)}`,
    steps: steps.map((step) => ({
      ...step,
      startSeconds: step.startSeconds - stopped,
      endSeconds: step.endSeconds - stopped,
    })),
  };
}

/** The longest downtime that is not cut off; `undefined` if no migration has a downtime. */
function downtimeSpan(results: readonly MigrationResult[]): number | undefined {
  const lengths = results.map(({ downtimeSeconds }) => downtimeSeconds ?? 0).filter((seconds) => seconds > 0);
  const shortest = min(lengths) ?? 0;
  return max(lengths.filter((seconds) => seconds <= LONGEST_RATIO * shortest));
}

function drawPanel(
  groups: readonly Group[],
  { width, span, label }: { width: number; span: number; label: string },
): Drawing {
  const scale = { span: span || 1, left: LEFT, right: width - RIGHT };
  const drawn = groups.map((group) => drawGroup(group, scale));
  let top = 0;
  const svg = drawn.map((group) => {
    const placed = translated(group.svg, 0, top);
    top += group.height + GROUP_GAP;
    return placed;
  });
  return { svg: svg.join("") + timeAxis(scale, top, label), height: top + BOTTOM_AXIS_HEIGHT };
}

function drawGroup({ label, fact, steps }: Group, scale: Scale): Drawing {
  const factX = Math.max(LEFT, 4 + BOLD_WIDTH * textWidth(label) + 10);
  const rows = steps.map((step, i) => {
    const row = drawBar(step, scale) + (i + 1 < steps.length ? connector(step.endSeconds, scale) : "");
    return translated(row, 0, (i + 1) * ROW);
  });
  const header = svgText(label, 4, 14, { "font-weight": 600 }) + svgText(fact, factX, 14);
  return { svg: header + rows.join(""), height: (steps.length + 1) * ROW };
}

function drawBar({ name, guest, startSeconds, endSeconds }: TimeStep, scale: Scale): string {
  const from = Math.min(toX(startSeconds, scale), scale.right - LEAST_BAR);
  const to = Math.max(from + LEAST_BAR, toX(endSeconds, scale));
  const beyond = endSeconds > scale.span * (1 + 1e-9);
  const value = `${formatSeconds(endSeconds - startSeconds)}${beyond ? " »" : ""}`;
  const color = GUEST_COLORS[guest];
  return svgText(name, LEFT - 8, 12, { "text-anchor": "end" }) +
    `<rect aria-label="${name}" x="${from.toFixed(2)}" y="1" width="${(to - from).toFixed(2)}" ` +
    `height="${BAR}" fill="${color}"/>` + valueText(value, { from, to, color }, scale);
}

/** The value to the right of its bar; to the left, or inside, if there is no space. */
function valueText(
  value: string,
  { from, to, color }: { from: number; to: number; color: string },
  { left, right }: Scale,
): string {
  const width = textWidth(value) + 6;
  if (to + width <= right + RIGHT - 2) return svgText(value, to + 5, 12, { "text-anchor": "start" });
  if (from - width >= left) return svgText(value, from - 5, 12, { "text-anchor": "end" });
  return svgText(value, to - 5, 12, { "text-anchor": "end", fill: textColorOn(color) });
}

/** A dotted line from the end of a bar to the start of the next one. */
function connector(seconds: number, scale: Scale): string {
  const x = toX(seconds, scale).toFixed(1);
  return `<path d="M${x} ${BAR}V${ROW + 3}" stroke="currentColor" stroke-opacity="0.5" stroke-dasharray="2 2"/>`;
}

function toX(seconds: number, { span, left, right }: Scale): number {
  return Math.min(right, left + seconds / span * (right - left));
}

function timeAxis({ span, left, right }: Scale, top: number, label: string): string {
  const { unit, size } = span >= 1 ? { unit: "s", size: 1 } : { unit: "ms", size: 1e-3 };
  const { ticks } = linearTicks(span / size);
  const width = right - left;
  const fitting = Math.max(2, Math.floor(width / 56));
  const shown = ticks.filter((_, i) => ticks.length <= fitting || i % 2 === 0);
  return bottomAxis({ left, top, width, most: span / size, ticks: shown, label: `${label} [${unit}]` });
}

function inWords({ totalSeconds }: MigrationResult, { label, steps }: Group, downtime: Group): string {
  const named = ({ name, startSeconds, endSeconds }: TimeStep) => `${name} ${formatSeconds(endSeconds - startSeconds)}`;
  const parts = steps.map((step) =>
    step.guest === "nowhere" ? `${named(step)} (${downtime.steps.map(named).join(", ")})` : named(step)
  );
  return `${capital(label)} takes ${formatSeconds(totalSeconds)}: ${parts.join(", ")}.`;
}
