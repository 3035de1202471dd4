/** A notebook as Jupyter stores it (nbformat 4), as far as the tools look at it. */
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

/** What a code cell gave: a display, a stream of text, a result, or an error. */
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

/** Text in one piece, or as the lines that it consists of. */
export type Text = string | string[];

/** A code cell and its place: the first cell of a notebook, of whatever type, has number 1. */
export interface NumberedCell {
  number: number;
  cell: Cell;
}

/**
 * Reads a notebook's text.
 *
 * @throws {SyntaxError} if it is not a notebook; `name` says which
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

/** Text in one piece. */
export function textOf(text: Text | undefined): string {
  return Array.isArray(text) ? text.join("") : text ?? "";
}

/** The code cells that hold any code, with their numbers. */
export function codeCells(notebook: Notebook): NumberedCell[] {
  return notebook.cells
    .map((cell, i) => ({ number: i + 1, cell }))
    .filter(({ cell }) => cell.cell_type === "code" && textOf(cell.source).trim() !== "");
}
