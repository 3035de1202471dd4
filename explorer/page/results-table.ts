/// <reference lib="dom" />
import { ENGINE_COLORS } from "../../lib/plot/svg/theme.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import { COMPARED_FIGURES, type ComparedCell, type ComparedFigure, comparison, type Results } from "../comparison.ts";
import { ENGINES } from "../state.ts";
import { VERDICT_MEANINGS } from "../../lib/engine/run/verdict-meanings.ts";
import { byId, element, setText } from "./elements.ts";

/** Shows results; those of `old` engines are of an earlier scenario. */
export type ShowResults = (results: Results, old: ReadonlySet<Engine>) => void;

/** Builds the table of figures by engines; returns what fills it. */
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
  const cells = new Map(COMPARED_FIGURES.map(({ name }) => [name, ENGINES.map((engine) => figureCell(name, engine))]));
  byId("comparison").append(
    element("thead", { role: "rowgroup" }, head),
    element(
      "tbody",
      { role: "rowgroup" },
      ...COMPARED_FIGURES.map(({ name, label }) =>
        element(
          "tr",
          { role: "row" },
          element("th", { scope: "row", role: "rowheader" }, label),
          ...cells.get(name)!.map(({ node }) => node),
        )
      ),
      element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, "Verdict"), ...verdicts),
    ),
  );
  return (results, old) => {
    // What is best of old figures and new ones is of no scenario.
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

function figureCell(name: ComparedFigure, engine: Engine) {
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
