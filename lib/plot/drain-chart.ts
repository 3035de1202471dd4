// @ts-types="@types/d3-array"
import { max } from "d3-array";
import { escape } from "@std/html";
import type { DrainedVm, DrainResult } from "../drain/types.ts";
import { formatSeconds } from "../text/format.ts";
import { BOTTOM_AXIS_HEIGHT, bottomAxis, linearTicks } from "./svg/axis.ts";
import { type Chart, frame, translated } from "./svg/frame.ts";
import { CHART_OPTIONS, type ChartOptions, checkOptions } from "./svg/options.ts";
import { svgText, textWidth } from "./svg/text.ts";
import { GUEST_COLORS, GUEST_LABELS } from "./svg/theme.ts";

/** Options of {@linkcode drainChart}. */
export type DrainChartOptions = Omit<ChartOptions, "height">;

const ROW = 16;
const BAR = 11;
const USE_HEIGHT = 90;
const RIGHT = 12;
const GAP = 22;

/**
 * Draws a drain: a bar for each VM from start to end, colored by where the guest runs, and below it the rate that all of them
 * have together.
 *
 * @param result a result of `drain`
 * @param options width in pixels (default 720), title
 * @throws {TypeError | RangeError} if an option is unknown or out of range
 *
 * @example
 * ```ts
 * import { drain } from "@pageferry/pageferry/drain";
 * import { drainChart } from "@pageferry/pageferry/plot";
 * import { assertMatch } from "@std/assert";
 *
 * const result = drain({ scenario: { vm: { memoryBytes: 2 ** 26 } }, vms: [{ count: 3 }] });
 * assertMatch(drainChart(result).description, /^3 VMs in 1\.\d+ s/);
 * ```
 */
export function drainChart(result: DrainResult, options: DrainChartOptions = {}): Chart {
  const { height: _, ...rules } = CHART_OPTIONS;
  checkOptions("drainChart", options, rules);
  const { width = 720, title = "Drain" } = options;
  const { vms, makespanSeconds, failed } = result;
  const left = 8 + Math.min(width / 3, max(vms, ({ name }) => textWidth(name))!);
  const scale = { left, width: width - left - RIGHT, most: makespanSeconds || 1 };
  const failures = failed > 0 ? `; ${failed} did not move` : "";
  return frame({
    title,
    description: `${vms.length} VMs in ${formatSeconds(makespanSeconds)}${failures}.`,
    width,
    legend: (["source", "nowhere", "destination"] as const)
      .map((guest) => ({ label: GUEST_LABELS[guest], color: GUEST_COLORS[guest] })),
    footnote: failed > 0 ? "✕: the migration was abandoned." : "",
  }, () => {
    const rows = vms.map((vm, i) => translated(row(vm, scale), 0, i * ROW));
    const top = vms.length * ROW + 4;
    const { svg, peak } = use(result, scale);
    const { ticks } = linearTicks(makespanSeconds);
    const axis = bottomAxis({ ...scale, top: top + GAP + USE_HEIGHT, ticks, label: "time since the drain began [s]" });
    const label = svgText(`rate of all together, up to ${(peak / 1e9).toPrecision(3)} Gbit/s`, left, top + GAP - 6);
    return {
      svg: rows.join("") + label + translated(svg, 0, top + GAP) + axis,
      height: top + GAP + USE_HEIGHT + BOTTOM_AXIS_HEIGHT,
    };
  });
}

interface Scale {
  left: number;
  width: number;
  most: number;
}

function toX(seconds: number, { left, width, most }: Scale): number {
  return left + seconds / most * width;
}

function row({ name, startSeconds, endSeconds, moved, result }: DrainedVm, scale: Scale): string {
  const bars = result.phases.map((phase) => {
    const from = toX(startSeconds + phase.startSeconds, scale);
    const wide = Math.max(phase.guest === "nowhere" ? 1 : 0, phase.seconds / scale.most * scale.width);
    return `<rect x="${from.toFixed(2)}" y="2" width="${wide.toFixed(2)}" height="${BAR}" ` +
      `fill="${GUEST_COLORS[phase.guest]}"/>`;
  });
  const cross = moved ? "" : svgText("✕", toX(endSeconds, scale) - 2, 12, { "text-anchor": "end" });
  return svgText(escape(name), scale.left - 4, 12, { "text-anchor": "end" }) + bars.join("") + cross;
}

/** The sum of all rates over time as an area, at most one step per half pixel. */
function use({ shares, makespanSeconds }: DrainResult, scale: Scale): { svg: string; peak: number } {
  const columns = Math.max(1, Math.round(2 * scale.width));
  const bits = new Float64Array(columns);
  const rates = new Map<number, number>();
  let [sum, since] = [0, 0];
  for (const { seconds, vm, bitsPerSecond } of [...shares, { seconds: makespanSeconds, vm: -1, bitsPerSecond: 0 }]) {
    spread(bits, sum, since / scale.most * columns, Math.min(seconds, makespanSeconds) / scale.most * columns);
    sum += bitsPerSecond - (rates.get(vm) ?? 0);
    rates.set(vm, bitsPerSecond);
    since = seconds;
  }
  const peak = max(bits) || 1;
  const points = Array.from(bits, (rate, i) => {
    const x = (scale.left + i / columns * scale.width).toFixed(1);
    return `L${x} ${(USE_HEIGHT * (1 - rate / peak)).toFixed(1)}`;
  });
  const end = (scale.left + scale.width).toFixed(1);
  const path = `M${scale.left.toFixed(1)} ${USE_HEIGHT}${points.join("")}L${end} ${USE_HEIGHT}Z`;
  return { svg: `<path d="${path}" fill="${GUEST_COLORS.source}" fill-opacity="0.6"/>`, peak };
}

/** Adds a rate that lasts from one column to another, in columns. */
function spread(columns: Float64Array, rate: number, from: number, to: number): void {
  for (let i = Math.floor(from); i < to && i < columns.length; i++) {
    columns[i] += rate * (Math.min(to, i + 1) - Math.max(from, i));
  }
}
