import type { Cell, Notebook, Output } from "../../tools/notebook.ts";

/** A notebook of these cells for the Deno kernel. */
export function notebookOf(...cells: Cell[]): Notebook {
  return { nbformat: 4, nbformat_minor: 4, metadata: { kernelspec: { name: "deno" } }, cells };
}

/** A code cell, executed once. */
export function code(source: string, ...outputs: Output[]): Cell {
  return { cell_type: "code", source: source.split(/(?<=\n)/), metadata: {}, outputs, execution_count: 1 };
}

/** A cell of text. */
export function prose(source: string): Cell {
  return { cell_type: "markdown", source, metadata: {} };
}

/** The output of show() in a notebook. */
export function display(html: string): Output {
  return { output_type: "display_data", data: { "text/html": [html] }, metadata: {} };
}
