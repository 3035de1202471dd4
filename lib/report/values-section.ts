// @ts-types="@types/d3-array"
import { mean } from "d3-array";
import type { Bar, Figures, Panel } from "../paper/bars.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import { PAPER } from "../paper/published.ts";
import { table } from "../table/table.ts";
import { formatFixed } from "../text/format.ts";
import { type Html, html } from "../text/html.ts";
import { tableHtml } from "./table-html.ts";

const NUMBERS = ["4", "5"] as const;
const PANELS: Record<Panel, string> = {
  a: "total migration time [s]",
  b: "pages transferred [MiB]",
  c: "downtime [ms]",
};

/** The values behind the bars, and what three-stage copy saves at each memory size. */
export function valuesSection({ figures, asPublished }: Reproduction): Html {
  return html`
    <section aria-labelledby="values"><h2 id="values">The values of the bars</h2>
    ${valueTables(figures, "supported costs")}
    ${valueTables(asPublished.figures, "as published")}</section>
  `;
}

function valueTables(figures: Figures, calibration: string): Html {
  return html`
    ${NUMBERS.map((number) => barsTable(figures, number, calibration))}
    <h3>Savings of three-stage copy by memory size, ${calibration}</h3>
    ${savingsTable(figures)}
  `;
}

function barsTable(figures: Figures, number: "4" | "5", calibration: string): Html {
  const panels = figures[number];
  const rows = panels.a.map(({ memoryMiB, engine }) => {
    const bar = (panel: Panel) => panels[panel].find((bar) => bar.memoryMiB === memoryMiB && bar.engine === engine);
    return { vm: `${memoryMiB} MiB, ${engine}`, a: bar("a"), b: bar("b"), c: bar("c") };
  });
  const caption = `Figure ${number}: mean over the replicates (smallest to largest)`;
  return html`<h3>Figure ${number}: ${PAPER.figures[number].dirtyRate} dirty rate, ${calibration}</h3>
${tableHtml(table(rows, { caption, columns: { vm: "VM", ...PANELS } }), "scroll")}`;
}

function savingsTable(figures: Figures): Html {
  const columns = NUMBERS.flatMap((number) =>
    (Object.keys(PANELS) as Panel[]).map((panel) => ({
      heading: `${PAPER.figures[number].panels[panel].metric}, ${PAPER.figures[number].dirtyRate}`,
      savings: savingsOf(figures[number][panel]),
    }))
  );
  const rows = columns[0].savings.map(({ memoryMiB }, i) => ({
    vm: memoryMiB === null ? "average" : `${memoryMiB} MiB`,
    ...Object.fromEntries(columns.map(({ heading, savings }) => [heading, `${formatFixed(savings[i].percent, 1)} %`])),
  }));
  const headings = columns.map(({ heading }) => heading);
  return tableHtml(
    table(rows, {
      caption: "Percent of pre-copy’s value; negative where three-stage copy needs more",
      columns: { vm: "VM", ...Object.fromEntries(headings.map((heading) => [heading, heading])) },
      numeric: headings,
    }),
    "scroll",
  );
}

/** The saving of three-stage copy over pre-copy. */
export interface Saving {
  /** Guest memory in MiB; `null` for the average over the sizes. */
  memoryMiB: number | null;
  /** Percent of pre-copy's value; negative if three-stage copy needs more. */
  percent: number;
}

/** The savings of one panel by memory size, then their average. */
export function savingsOf(bars: readonly Bar[]): Saving[] {
  const savings = bars.filter((bar) => bar.engine === "pre-copy").map(({ memoryMiB, mean }) => {
    const other = bars.find((bar) => bar.engine === "three-stage" && bar.memoryMiB === memoryMiB);
    return { memoryMiB, percent: (1 - (other?.mean ?? NaN) / mean) * 100 };
  });
  return [...savings, { memoryMiB: null, percent: mean(savings, ({ percent }) => percent) ?? NaN }];
}
