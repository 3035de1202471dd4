import type { PaperParameters } from "../scenario/song-2014-parameters.ts";
import { table } from "../table/table.ts";
import { formatNumber } from "../text/format.ts";
import { type Html, html } from "../text/html.ts";
import { measureOf } from "../text/measure.ts";
import { explain } from "./explanations.ts";
import { tableHtml } from "./table-html.ts";

/** The parameters behind all bars, each with its unit and its meaning. */
export function parametersSection(parameters: PaperParameters, explanations: unknown): Html {
  const rows = leaves(parameters, "").map(([path, value]) => (
    { path, value: shownValue(path, value), meaning: explain(path, explanations) }
  ));
  const shown = table(rows, {
    caption: "Calibrated and published parameters",
    columns: { path: "parameter", value: "value", meaning: "meaning" },
    numeric: ["value"],
    labels: true,
  });
  return html`
    <section aria-labelledby="parameters"><h2 id="parameters">The parameters</h2>
    <p>One calibration serves the whole paper: hosts, network and algorithms are the same in all bars of both figures. Only the
    memory size and the guest’s writes (<code>dirtying.low</code>, <code>dirtying.high</code>) differ.</p>
    ${tableHtml(shown, "stack")}</section>
  `;
}

/** Every number in the parameters with its path, in the order of the data. */
function leaves(value: unknown, path: string): [path: string, value: number][] {
  if (typeof value === "number") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
}

function shownValue(path: string, value: number): string {
  const { unit, factor } = measureOf(path, [value]);
  return `${formatNumber(value * factor, 4)}${unit && " "}${unit}`;
}
