// @ts-types="@types/d3-array"
import { median } from "d3-array";
import type { QemuRun } from "../qemu/types.ts";
import type { Validation } from "../qemu/validate.ts";
import { requireList, requireOptions, requireSizes } from "./check.ts";
import { compose, TITLE_HEIGHT } from "./svg/compose.ts";
import type { PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { formatNumber } from "../text/format.ts";
import { markLegend } from "./svg/legend.ts";
import { smallMultiples } from "./svg/small-multiples.ts";
import { ENGINE_COLORS, ENGINE_SYMBOLS } from "./svg/theme.ts";
import { validationPanel } from "./predictions-panel.ts";
import { VALIDATION_METRICS, type ValidationPoint, validationPoints } from "./predictions-metrics.ts";

const LEAST_PANEL_WIDTH = 270;
const GAP = 10;

/**
 * Draws predicted over measured for each metric that a validation has: total migration time in seconds, pages transferred,
 * downtime in milliseconds, demand faults and blocked time in seconds. On the line a prediction is exact, within the band
 * it is off by less than 10 %. Hollow marks are runs that do not count; a run that either did not converge or should not
 * have is left out. On a logarithmic axis a zero lies at its lower end.
 *
 * @param validation what `validate` returned
 * @param options width in pixels (default 900; panels wrap, down to one column), title, document; `height` is that of one
 *   panel
 *
 * @example
 * ```ts
 * import { predictionsChart } from "@pageferry/pageferry/plot";
 * import { measuredRuns, validate } from "@pageferry/pageferry/qemu";
 *
 * const runs = measuredRuns().filter((run) => run.memoryMiB === 128);
 * console.log(predictionsChart(validate(runs, { seeds: 1 })).description);
 * ```
 */
export function predictionsChart(validation: Validation, options: PlotOptions = {}): Chart {
  requireOptions("validation", options);
  const runs = validation?.runs;
  const { width = 900, title = "Predicted over measured", document } = options;
  requireSizes("validation", { width, height: options.height });
  requireList("validation", "validation.runs", runs, "the list that validate returned");
  const panels = VALIDATION_METRICS
    .map((metric) => ({ metric, points: validationPoints(runs, metric) }))
    .filter(({ points }) => points.length > 0);
  const drawn = panels.flatMap(({ points }) => points);
  const engines = Array.from(new Set(drawn.map(({ run }) => run.engine)));
  const key = markLegend([
    ...engines.map((engine) => ({ label: engine, mark: ENGINE_SYMBOLS[engine], color: ENGINE_COLORS[engine] })),
    ...(drawn.some(({ run }) => !run.counted) ? [{ label: "not counted", mark: "circle", hollow: true }] : []),
    { label: "predicted = measured", mark: "line" },
    { label: "±10 %", mark: "band" },
  ], { x: 4, y: TITLE_HEIGHT + 2, width: width - 8 });
  const top = TITLE_HEIGHT + key.height + 6;
  const panelHeight = (panelWidth: number) => options.height ?? Math.round(Math.min(320, panelWidth * 0.92));
  const { panelWidth, places, height } = smallMultiples(panels.length, {
    width,
    top,
    leastWidth: LEAST_PANEL_WIDTH,
    heightOf: (panelWidth) => panelHeight(panelWidth) + GAP,
  });
  return compose({
    title,
    description: describe(panels.map(({ metric, points }) => ({ label: metric.label, points })), engines),
    width,
    height: top + height,
    parts: panels.map(({ metric, points }, i) => ({
      plot: validationPanel(points, metric, { width: panelWidth, height: panelHeight(panelWidth), document }),
      ...places[i],
    })),
    overlay: key.svg,
  });
}

function describe(
  panels: readonly { label: string; points: ValidationPoint[] }[],
  engines: readonly QemuRun["engine"][],
): string {
  if (panels.length === 0) return "Predicted over measured: no run completed as predicted.";
  const facts = panels.map(({ label, points }) => {
    const counted = points.filter(({ run, measured }) => run.counted && measured > 0);
    const error = median(counted, ({ predicted, measured }) => Math.abs(predicted / measured - 1));
    const off = error === undefined ? "" : `, median error ${formatNumber(error * 100, 2)} %`;
    return `${label} of ${points.length} runs${off}`;
  });
  return `Predicted over measured for ${engines.join(", ")}: ${facts.join("; ")}.`;
}
