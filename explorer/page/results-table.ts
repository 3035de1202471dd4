/// <reference lib="dom" />
import { ENGINE_COLORS } from "../../lib/plot/svg/theme.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import { COMPARED_METRICS, type ComparedMetric } from "../../lib/table/result-table.ts";
import { capital } from "../../lib/text/format.ts";
import { type ComparedCell, comparison, METRICS, type Results } from "../comparison.ts";
import { ENGINES } from "../state.ts";
import { VERDICT_MEANINGS } from "../../lib/engine/run/verdict-meanings.ts";
import { byId, element, setText } from "./elements.ts";

/** Shows results. The results of `old` engines belong to an earlier scenario. */
export type ShowResults = (results: Results, old: ReadonlySet<Engine>) => void;

/** Builds the table of metrics by engines and returns the function that fills it. */
export function resultsTable(): ShowResults {
  const head = element(
    "tr",
    { role: "row" },
    element("td", { role: "cell" }),
    ...ENGINES.map((engine) =>
      element(
        "th",
        { scope: "col", role: "columnheader", style: `--engine: ${ENGINE_COLORS[engine]}` },
        element("span", {}, engine),
      )
    ),
  );
  const verdicts = ENGINES.map((engine) =>
    element("td", { role: "cell", "data-engine": engine, "data-figure": "verdict" })
  );
  const cells = new Map(METRICS.map((name) => [name, ENGINES.map((engine) => metricCell(name, engine))]));
  byId("comparison").append(
    element("thead", { role: "rowgroup" }, head),
    element(
      "tbody",
      { role: "rowgroup" },
      ...METRICS.map((name) =>
        element(
          "tr",
          { role: "row" },
          element("th", { scope: "row", role: "rowheader" }, capital(COMPARED_METRICS[name].label)),
          ...cells.get(name)!.map(({ node }) => node),
        )
      ),
      element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, "Verdict"), ...verdicts),
    ),
  );
  return (results, old) => {
    // "Best" means nothing while results of two scenarios are mixed.
    byId("comparison").dataset.mixed = `${old.size > 0}`;
    for (const { name, cells: compared } of comparison(results)) {
      compared.forEach((cell, i) => cells.get(name)![i].show(cell, old.has(cell.engine)));
    }
    ENGINES.forEach((engine, i) => {
      const verdict = results[engine]?.verdict;
      setText(verdicts[i], verdict ?? "…");
      verdicts[i].title = verdict === undefined ? "" : VERDICT_MEANINGS[verdict];
      verdicts[i].dataset.verdict = verdict ?? "";
      verdicts[i].dataset.old = `${old.has(engine)}`;
    });
  };
}

function metricCell(name: ComparedMetric, engine: Engine) {
  const text = element("span", { class: "value" });
  const best = element("span", { class: "best" }, "best");
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  const node = element(
    "td",
    { role: "cell", "data-engine": engine, "data-figure": name, style: `--engine: ${ENGINE_COLORS[engine]}` },
    text,
    best,
    bar,
  );
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
