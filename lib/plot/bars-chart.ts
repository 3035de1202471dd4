import type { QemuRun } from "../qemu/types.ts";
import type { ValidatedRun } from "../qemu/validate.ts";
import { requireList, requireOptions, requireSizes } from "./check.ts";
import { compose, TITLE_HEIGHT } from "./svg/compose.ts";
import type { PlotOptions } from "./svg/document.ts";
import type { Chart } from "./svg/chart.ts";
import { capital, formatNumber } from "../text/format.ts";
import { markLegend } from "./svg/legend.ts";
import { type MeasuredBar, measuredPanel } from "./bars-panel.ts";
import { smallMultiples } from "./svg/small-multiples.ts";
import { ENGINE_COLORS } from "./svg/theme.ts";

/** How to draw measured migrations as bars. */
export interface BarsChartOptions extends PlotOptions {
  /** What `validate` made of them: drawn over the bars of the runs that are in it. */
  predictions?: readonly ValidatedRun[];
}

const PAGES_PER_MIB = 256;
const ENGINES: readonly QemuRun["engine"][] = ["pre-copy", "three-stage", "post-copy"];

const PANELS: readonly {
  label: string;
  measured: (run: QemuRun) => number | null;
  predicted: (run: ValidatedRun) => number | null;
}[] = [
  {
    label: "total migration time [s]",
    measured: ({ measured }) => measured.totalTimeSeconds,
    predicted: ({ predicted }) => predicted.totalSeconds,
  },
  {
    label: "pages transferred [MiB]",
    measured: ({ measured }) => measured.pagesTransferred / PAGES_PER_MIB,
    predicted: ({ predicted }) => predicted.pagesTransferred / PAGES_PER_MIB,
  },
  {
    label: "downtime [ms]",
    measured: ({ measured }) => milliseconds(measured.downtimeSeconds),
    predicted: ({ predicted }) => milliseconds(predicted.downtimeSeconds),
  },
];

/**
 * Draws measured migrations as the three-stage-copy paper draws its own: total migration time in seconds, pages transferred
 * in MiB and downtime in milliseconds over VM memory, a bar for each engine. A line with a dot is the prediction, a dash
 * stands where there is no run that completed.
 *
 * @param runs one for each memory size and engine, alike in everything else
 * @param options predictions; width in pixels (default 930; panels wrap, down to one column), title, document; `height` is
 *   that of one panel (default 260)
 * @throws {RangeError} if two runs share memory size and engine, or there is none
 *
 * @example
 * ```ts
 * import { barsChart } from "@pageferry/pageferry/plot";
 * import { measuredRuns, validate } from "@pageferry/pageferry/qemu";
 *
 * const runs = measuredRuns().filter(({ linkMbitPerSecond, workload }) =>
 *   linkMbitPerSecond === 500 && workload.pagesPerSecond === 12_000
 * );
 * const { runs: predictions } = validate(runs, { seeds: 1 });
 * console.log(barsChart(runs, { predictions }).description);
 * ```
 */
export function barsChart(runs: readonly QemuRun[], options: BarsChartOptions = {}): Chart {
  requireOptions("measured bars", options);
  const { predictions = [], width = 930, height: panelHeight = 260, document } = options;
  const { title = "Measured migrations under QEMU" } = options;
  requireSizes("measured bars", { width, height: panelHeight });
  requireList("measured bars", "runs", runs, "a list of measured runs");
  const table = lookUp(runs);
  const engines = ENGINES.filter((engine) => runs.some((run) => run.engine === engine));
  const sizes = Array.from(new Set(runs.map((run) => run.memoryMiB))).sort((a, b) => a - b);
  const panels = PANELS.map(({ label, measured, predicted }) => ({
    label,
    bars: sizes.flatMap((memoryMiB) =>
      engines.map((engine): MeasuredBar => {
        const run = table.get(placeOf({ memoryMiB, engine }));
        const prediction = run && predictions.find((other) => isOf(other, run));
        return {
          memoryMiB,
          engine,
          measured: run?.measured.status === "completed" ? measured(run) : null,
          predicted: prediction?.predicted.converges ? predicted(prediction) : null,
        };
      })
    ),
  }));
  const key = markLegend([
    ...engines.map((engine) => ({ label: `${engine}, measured`, mark: "square", color: ENGINE_COLORS[engine] })),
    ...(predictions.length > 0 ? [{ label: "predicted", mark: "tick" }] : []),
  ], { x: 4, y: TITLE_HEIGHT + 2, width: width - 8 });
  const top = TITLE_HEIGHT + key.height + 4;
  const { panelWidth, places, height } = smallMultiples(panels.length, {
    width,
    top,
    leastWidth: 280,
    heightOf: () => panelHeight + 6,
  });
  return compose({
    title,
    description: `Bars over VM memory of ${sizes.join(", ")} MiB, measured. ${panels.map(inWords).join(". ")}.`,
    width,
    height: top + height,
    parts: panels.map(({ label, bars }, i) => ({
      plot: measuredPanel(bars, label, { width: panelWidth, height: panelHeight, document }),
      ...places[i],
    })),
    overlay: key.svg,
  });
}

function lookUp(runs: readonly QemuRun[]): Map<string, QemuRun> {
  if (runs.length === 0) throw new RangeError("Cannot draw measured bars: runs must hold at least one, got none");
  const table = new Map<string, QemuRun>();
  for (const run of runs) {
    const place = placeOf(run);
    if (table.has(place)) {
      throw new RangeError(`Cannot draw measured bars: runs must differ in memory or engine, got two of ${place}`);
    }
    table.set(place, run);
  }
  return table;
}

function placeOf({ memoryMiB, engine }: Pick<QemuRun, "memoryMiB" | "engine">): string {
  return `${memoryMiB} MiB, ${engine}`;
}

function isOf(prediction: ValidatedRun, run: QemuRun): boolean {
  return prediction.id === run.id && prediction.capabilities.join() === run.capabilities.join();
}

function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}

function inWords({ label, bars }: { label: string; bars: readonly MeasuredBar[] }): string {
  const engines = Array.from(new Set(bars.map(({ engine }) => engine)));
  const values = engines.map((engine) => {
    const row = bars.filter((bar) => bar.engine === engine);
    return `${engine} ${row.map(({ measured }) => measured === null ? "none" : formatNumber(measured)).join(", ")}`;
  });
  return `${capital(label)}: ${values.join("; ")}`;
}
