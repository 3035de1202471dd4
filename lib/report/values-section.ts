import type { Bar, Figures, Panel } from "../paper/bars.ts";
import { PAPER } from "../paper/published.ts";
import { formatFixed } from "../text/format.ts";
import { type Html, html } from "../text/html.ts";
import { savingsOf } from "./savings.ts";
import { tableHtml } from "./table-html.ts";

const PANELS: readonly Panel[] = ["a", "b", "c"];
const NUMBERS = ["4", "5"] as const;
const HEADINGS: Record<Panel, string> = {
  a: "total migration time [s]",
  b: "pages transferred [MiB]",
  c: "downtime [ms]",
};

const DECIMALS: Record<Panel, number> = { a: 2, b: 1, c: 1 };

/** The values behind the bars, and what three-stage copy saves size by size. */
export function valuesSection(figures: Figures): Html {
  return html`
    <section aria-labelledby="values"><h2 id="values">The values of the bars</h2>
    ${NUMBERS.map((number) => barsTable(figures, number))}
    <h3>What three-stage copy saves, size by size</h3>
    ${savingsTable(figures)}</section>
  `;
}

function barsTable(figures: Figures, number: "4" | "5"): Html {
  const { dirtyRate } = PAPER.figures[number];
  const panels = figures[number];
  const rows = panels.a.map(({ memoryMiB, engine }) => [
    html`${memoryMiB} MiB, ${engine}`,
    ...PANELS.map((panel) =>
      barHtml(panels[panel].find((bar) => bar.memoryMiB === memoryMiB && bar.engine === engine), DECIMALS[panel])
    ),
  ]);
  return html`<h3>Figure ${number}: ${dirtyRate} dirty rate</h3>
${
    tableHtml({
      caption: `Figure ${number}: mean over the repeats, and from the smallest repeat to the largest`,
      columns: [{ heading: "VM" }, ...PANELS.map((panel) => ({ heading: HEADINGS[panel], numeric: true }))],
      rows,
    })
  }`;
}

function barHtml(bar: Bar | undefined, decimals: number): Html {
  if (bar === undefined) return html`–`;
  const [mean, min, max] = [bar.mean, bar.min, bar.max].map((value) => formatFixed(value, decimals));
  return html`${mean} <span class="spread">${min} to ${max}</span>`;
}

function savingsTable(figures: Figures): Html {
  const columns = NUMBERS.flatMap((number) =>
    PANELS.map((panel) => ({
      heading: `${PAPER.figures[number].panels[panel].metric}, ${PAPER.figures[number].dirtyRate}`,
      savings: savingsOf(figures[number][panel]),
    }))
  );
  const rows = columns[0].savings.map(({ memoryMiB }, i) => [
    html`${memoryMiB === null ? "average" : `${memoryMiB} MiB`}`,
    ...columns.map(({ savings }) => html`${formatFixed(savings[i].percent, 1)} %`),
  ]);
  return tableHtml({
    caption: "Percent of pre-copy’s figure; negative where three-stage copy needs more",
    columns: [{ heading: "VM" }, ...columns.map(({ heading }) => ({ heading, numeric: true }))],
    rows,
  });
}
