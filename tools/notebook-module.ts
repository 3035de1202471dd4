import { codeCells, type Notebook, textOf } from "./notebook.ts";

/** The code of a notebook as one module, and where each cell went. */
export interface CellModule {
  /** TypeScript; a comment stands before each cell. */
  code: string;
  /** For each cell, in order: its number in the notebook and the module's line (from 1) that holds its first. */
  cells: { number: number; firstLine: number }[];
}

/** Joins the code cells of a notebook to one module, for that is what a reader runs from top to bottom. */
export function moduleOf(notebook: Notebook): CellModule {
  const lines: string[] = [];
  const cells = codeCells(notebook).map(({ number, cell }) => {
    lines.push(`// cell ${number}`);
    const firstLine = lines.length + 1;
    lines.push(...textOf(cell.source).split("\n"));
    return { number, firstLine };
  });
  // A module even when no cell imports anything, so that `await` may stand at its top level.
  lines.push("export {};");
  return { code: lines.join("\n") + "\n", cells };
}

/** Names the place of a module's line in its notebook: `cell 3, line 2`. */
export function placeOf({ cells }: CellModule, line: number): string {
  const cell = cells.findLast(({ firstLine }) => firstLine <= line);
  return cell ? `cell ${cell.number}, line ${line - cell.firstLine + 1}` : "before its first cell";
}
