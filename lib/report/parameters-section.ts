import type { PaperParameters } from "../scenario/song-2014-parameters.ts";
import { formatNumber } from "../text/format.ts";
import { measureOf } from "../text/measure.ts";
import { explain } from "./explanations.ts";
import { type Html, html } from "../text/html.ts";
import { tableHtml } from "./table-html.ts";

/** The one set of parameters behind all bars, each with its unit and what it stands for. */
export function parametersSection(parameters: PaperParameters, explanations: unknown): Html {
  const rows = leaves(parameters, "").map(([path, value]) => [
    html`<code>${path}</code>`,
    html`${shownValue(path, value)}`,
    html`${explain(path, explanations)}`,
  ]);
  return html`
    <section aria-labelledby="parameters"><h2 id="parameters">The parameters</h2>
    <p>One calibration for the whole paper: hosts, network and algorithms are the same in all bars of both figures. Only the
    size of memory and what the guest writes (<code>dirtying.low</code>, <code>dirtying.high</code>) differ.</p>
    ${tableHtml({
      caption: "Calibrated and published parameters",
      columns: [{ heading: "Parameter" }, { heading: "Value", numeric: true }, { heading: "What it is" }],
      rows,
      narrow: "stack",
    })}</section>
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
  const number = formatNumber(value * factor, 4);
  return unit === "" ? number : `${number} ${unit}`;
}
