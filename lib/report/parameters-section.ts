import { helpOf } from "../scenario/fields.ts";
import { sourceOf } from "../scenario/song-2014.ts";
import { type CalibrationName, type FittedParameter, PAPER_CALIBRATIONS } from "../scenario/song-2014-calibrations.ts";
import { type Dirtying, DIRTYING_HELP } from "../scenario/song-2014-parameters.ts";
import { table } from "../table/table.ts";
import { capital, formatNumber } from "../text/format.ts";
import { type Html, html } from "../text/html.ts";
import { measureOf } from "../text/measure.ts";
import { tableHtml } from "./table-html.ts";

/** The calibrations by the names that the report gives them. */
export const CALIBRATION_NAMES: Readonly<Record<CalibrationName, string>> = {
  "supported": "supported",
  "as-published": "as published",
};

/** The parameters of both calibrations, each with its bounds, its meaning and the source of the bounds. */
export function parametersSection(): Html {
  const { supported, "as-published": published } = PAPER_CALIBRATIONS;
  const publishedValues = new Map(leaves(published.parameters, ""));
  const rows = leaves(supported.parameters, "").map(([path, value]) => {
    const [fitted, wider] = [supported, published].map(({ free }) => free.find((one) => one.path === path));
    const source = fitted?.source ?? `${capital(sourceOf(path, new Set()))}.`;
    return {
      path,
      supported: shownValue(path, value),
      published: shownValue(path, publishedValues.get(path)!),
      bounds: boundsText(path, fitted, wider),
      meaning: fitted?.why ?? helpText(path),
      source: wider !== undefined && wider.max !== fitted?.max ? wider.source : source,
    };
  });
  const shown = table(rows, {
    caption: "Calibrated and published parameters",
    columns: {
      ...{ path: "parameter", supported: "supported", published: "as published", bounds: "bounds" },
      ...{ meaning: "meaning", source: "source of the bounds, or of the value" },
    },
    numeric: ["supported", "published"],
    labels: true,
  });
  return html`
    <section aria-labelledby="parameters"><h2 id="parameters">The parameters</h2>
    <p>Each calibration serves the whole paper: hosts, network and algorithms are the same in all bars of both figures. Only the
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

function helpText(path: string): string {
  const name = path.split(".").at(-1)!;
  return Object.hasOwn(DIRTYING_HELP, name) ? DIRTYING_HELP[name as keyof Dirtying] : helpOf(name);
}

function boundsText(path: string, fitted?: FittedParameter, wider?: FittedParameter): string {
  if (fitted === undefined) return "not fitted";
  const [min, max] = [fitted.min, fitted.max].map((bound) => shownValue(path, bound));
  const more = wider === undefined || wider.max === fitted.max
    ? ""
    : `; as published to ${shownValue(path, wider.max)}`;
  return `${min} to ${max}${more}`;
}

function shownValue(path: string, value: number): string {
  const { unit, factor } = measureOf(path, [value]);
  return `${formatNumber(value * factor, 4)}${unit && " "}${unit}`;
}
