import type { Table } from "../table/table.ts";
import { type Html, html, trusted } from "../text/html.ts";

/** Fits a table to narrow screens: it scrolls sideways, or the cells of each row stack (the table needs `labels`). */
export function tableHtml({ html: markup, caption }: Table, narrow: "scroll" | "stack"): Html {
  if (narrow === "stack") return html`<div class="stack">${trusted(markup)}</div>`;
  // A scrolling region must be reachable with the keyboard.
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">${trusted(markup)}</div>`;
}
