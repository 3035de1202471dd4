/** A notebook as Jupyter stores it (nbformat 4); only the fields that the tools use. */
export interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: Cell[];
}

/** A cell of a notebook. */
export interface Cell {
  cell_type: "code" | "markdown" | "raw";
  source: Text;
  metadata: Record<string, unknown>;
  outputs?: Output[];
  execution_count?: number | null;
}

/** An output of a code cell: a display, a stream of text, a result, or an error. */
export interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  text?: Text;
  name?: string;
  ename?: string;
  evalue?: string;
  traceback?: string[];
  execution_count?: number | null;
}

/** Text as one string, or as a list of lines. */
export type Text = string | string[];

/** A code cell and its number. Cells of all types count, from 1. */
export interface NumberedCell {
  number: number;
  cell: Cell;
}

/**
 * Reads a notebook's text.
 *
 * @throws {SyntaxError} naming `name`, if the text is not a notebook
 */
export function parseNotebook(text: string, name: string): Notebook {
  let notebook: Partial<Notebook> | null;
  try {
    notebook = JSON.parse(text);
  } catch {
    throw new SyntaxError(`Cannot read ${name}: a notebook must be JSON`);
  }
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new SyntaxError(`Cannot read ${name}: a notebook must have nbformat 4 and a list of cells`);
  }
  return notebook as Notebook;
}

/** Returns multi-line text as one string. */
export function textOf(text: Text | undefined): string {
  return Array.isArray(text) ? text.join("") : text ?? "";
}

/** Returns the code cells that contain code, with their numbers. */
export function codeCells(notebook: Notebook): NumberedCell[] {
  return notebook.cells
    .map((cell, i) => ({ number: i + 1, cell }))
    .filter(({ cell }) => cell.cell_type === "code" && textOf(cell.source).trim() !== "");
}
