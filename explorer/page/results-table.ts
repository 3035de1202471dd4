/// <reference lib="dom" />
import { VERDICT_MEANINGS } from "../../lib/engine/run/verdict-meanings.ts";
import { ENGINE_COLORS } from "../../lib/plot/svg/theme.ts";
import { ENGINES } from "../../lib/scenario/names.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import { sendRateText } from "../../lib/table/result-table.ts";
import { type ComparedCell, comparison, type Results } from "../comparison.ts";
import { byId, element, setText } from "./elements.ts";

/**
 * Fills the table of metrics by engines. Returns the function that shows results in it; those of `old` engines belong to an
 * earlier state.
 */
export function resultsTable(): (results: Results, old: ReadonlySet<Engine>) => void {
  const rows = comparison({}).map(({ name, label }) => ({
    label,
    cells: ENGINES.map((engine) => metricCell(name, engine)),
  }));
  const verdicts = ENGINES.map(verdictCell);
  const rates = ENGINES.map(rateCell);
  const heading = (engine: Engine) =>
    element(
      "th",
      { scope: "col", role: "columnheader", style: `--engine: ${ENGINE_COLORS[engine]}` },
      element("span", {}, engine),
    );
  const row = (label: string, cells: readonly { node: Node }[]) =>
    element(
      "tr",
      { role: "row" },
      element("th", { scope: "row", role: "rowheader" }, label),
      ...cells.map(({ node }) => node),
    );
  byId("comparison").append(
    element(
      "thead",
      { role: "rowgroup" },
      element("tr", { role: "row" }, element("td", { role: "cell" }), ...ENGINES.map(heading)),
    ),
    element(
      "tbody",
      { role: "rowgroup" },
      ...rows.map(({ label, cells }) => row(label, cells)),
      row("Verdict", verdicts),
      row("Send rate", rates),
    ),
  );
  return (results, old) => {
    comparison(results).forEach(({ cells }, i) =>
      cells.forEach((cell, j) => rows[i].cells[j].show(cell, old.has(cell.engine)))
    );
    ENGINES.forEach((engine, i) => {
      verdicts[i].show(results[engine], old.has(engine));
      rates[i].show(results[engine]);
    });
  };
}

function metricCell(name: string, engine: Engine) {
  const text = element("span", { class: "value" });
  const best = element("span", { class: "best" }, "best");
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  const style = `--engine: ${ENGINE_COLORS[engine]}`;
  const node = element("td", { role: "cell", "data-engine": engine, "data-figure": name, style }, text, best, bar);
  return {
    node,
    show(cell: ComparedCell, old: boolean): void {
      setText(text, cell.text);
      best.hidden = !cell.best;
      node.classList.toggle("is-best", cell.best);
      bar.style.setProperty("--share", `${cell.share}`);
      node.dataset.value = JSON.stringify(cell.value);
      node.dataset.old = `${old}`;
    },
  };
}

function verdictCell(engine: Engine) {
  const word = element("span", { class: "verdict" });
  const meaning = element("span", { class: "meaning" });
  const node = element("td", { role: "cell", "data-engine": engine, "data-figure": "verdict" }, word, meaning);
  return {
    node,
    show(result: MigrationResult | undefined, old: boolean): void {
      setText(word, result?.verdict ?? "computing…");
      setText(meaning, result === undefined ? "" : VERDICT_MEANINGS[result.verdict]);
      node.dataset.verdict = result?.verdict ?? "";
      node.dataset.old = `${old}`;
    },
  };
}

/** The send rate of an engine and the part of the path that bounds it. */
function rateCell(engine: Engine) {
  const rate = element("span", {});
  const bound = element("span", { class: "meaning" });
  return {
    node: element("td", { role: "cell", "data-engine": engine }, rate, bound),
    show(result: MigrationResult | undefined): void {
      const { value, bound: by } = result === undefined ? { value: "", bound: "" } : sendRateText(result);
      setText(rate, value);
      setText(bound, by === "" ? "" : `bound by ${by}`);
    },
  };
}
