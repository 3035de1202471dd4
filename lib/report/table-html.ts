import { type Html, html } from "../text/html.ts";

/** A column of a table. */
export interface TableColumn {
  /** Its heading. */
  heading: string;
  /** Whether it holds numbers, which stand right. */
  numeric?: boolean;
}

/** A table's rows as HTML cells; the first cell of each row is its heading. */
export interface TableContent {
  /** What the table shows. */
  caption: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly Html[])[];
  /** On narrow screens: scroll sideways, or stack the cells of a row. Default `"scroll"`. */
  narrow?: "scroll" | "stack";
}

/** An accessible table that fits narrow screens and paper. */
export function tableHtml({ caption, columns, rows, narrow = "scroll" }: TableContent): Html {
  const head = columns.map(({ heading, numeric }) =>
    html`<th scope="col" class="${numeric ? "number" : ""}">${heading}</th>`
  );
  const body = rows.map((cells) => html`<tr>${cells.map((cell, i) => cellHtml(cell, columns[i], i === 0))}</tr>\n`);
  const table = html`
    <table class="${narrow}-table">
      <caption>${caption}</caption>
      <thead>
        <tr>${head}</tr>
      </thead>
      <tbody>
    ${body}</tbody>
    </table>
  `;
  // A region that scrolls must be reachable with the keyboard.
  return narrow === "stack" ? table : html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
${table}</div>`;
}

function cellHtml(cell: Html, { heading, numeric }: TableColumn, first: boolean): Html {
  if (first) return html`<th scope="row">${cell}</th>`;
  return html`<td class="${numeric ? "number" : ""}" data-label="${heading}">${cell}</td>`;
}
