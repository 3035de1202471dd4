import { type Notebook, textOf } from "./notebook.ts";

/** A cell on the page of the classic Notebook. */
export interface PageCell {
  /** Whether it is a code cell. */
  code: boolean;
  /** `In [3]:` after it has run, `In [*]:` while it runs or waits, `In [ ]:` if it was not started. */
  prompt: string;
  /** The outputs below it. */
  outputs: PageOutput[];
}

/** One output of a cell, on the page. */
export interface PageOutput {
  /** Whether it is visible: it has text, or an element with a size. */
  visible: boolean;
  /** The message of an error; otherwise `null`. */
  error: string | null;
  /** Number of drawings and images that are not hidden and have no size or failed to load. */
  broken: number;
}

/** A script that returns the cells of the page as {@linkcode PageCell}s. */
export const READ_CELLS = `Array.from(document.querySelectorAll("#notebook-container > .cell"), (cell) => {
  const hasSize = (element) => element.getBoundingClientRect().width > 0 && element.getBoundingClientRect().height > 0;
  const outputs = Array.from(cell.querySelectorAll(".output > .output_area > .output_subarea"), (output) => {
    const drawings = Array.from(output.querySelectorAll("svg, img, canvas, iframe"));
    return {
      visible: output.innerText.trim() !== "" || drawings.some(hasSize),
      error: output.classList.contains("output_error") ? output.innerText : null,
      broken: drawings.filter((drawing) =>
        drawing.checkVisibility() && (!hasSize(drawing) || (drawing.localName === "img" && drawing.naturalWidth === 0))
      ).length,
    };
  });
  const prompt = cell.querySelector(".input_prompt");
  return { code: cell.classList.contains("code_cell"), prompt: prompt === null ? "" : prompt.innerText, outputs };
})`;

/** Whether cells run or wait. */
export function isBusy(cells: readonly PageCell[]): boolean {
  return cells.some(({ prompt }) => prompt.includes("*"));
}

/**
 * Returns the problems that are visible on the page of a notebook after all cells were run, one line each.
 *
 * @param notebook the committed notebook; the page must show as many outputs
 */
export function problemsOnPage(notebook: Notebook, cells: readonly PageCell[]): string[] {
  if (cells.length !== notebook.cells.length) {
    return [`the page has ${cells.length} cells, the notebook ${notebook.cells.length}`];
  }
  return notebook.cells.flatMap((cell, i) => {
    const { prompt, outputs } = cells[i];
    if (cell.cell_type !== "code" || textOf(cell.source).trim() === "") return [];
    const error = outputs.find(({ error }) => error !== null)?.error;
    if (error) return [`cell ${i + 1}: failed with ${error.trim().split("\n", 1)[0]}`];
    if (!/\[\d+\]/.test(prompt)) return [`cell ${i + 1}: has not run: ${prompt.trim() || "no prompt"}`];
    const wanted = cell.outputs?.length ?? 0;
    const seen = outputs.filter(({ visible }) => visible).length;
    const broken = outputs.reduce((sum, output) => sum + output.broken, 0);
    return [
      ...(seen < wanted ? [`cell ${i + 1}: ${seen} of its ${wanted} outputs are visible`] : []),
      ...(broken > 0 ? [`cell ${i + 1}: ${broken} drawings have no size`] : []),
    ];
  });
}
