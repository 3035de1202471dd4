import { PROGRESS_MARK } from "../lib/jupyter/progress.ts";
import { type Cell, type Notebook, type Output, type Text, textOf } from "./notebook.ts";

/** Cell metadata that an author may have set on purpose; the rest is timing and the state of somebody's screen. */
const KEPT_METADATA = ["jupyter", "tags"];

const METADATA = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  // Without the version, which would change with every Deno.
  language_info: {
    codemirror_mode: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
    nbconvert_exporter: "script",
    pygments_lexer: "typescript",
  },
};

/**
 * Brings a notebook to the form in which it is committed: nothing in it but what its author wrote and its code gave, so
 * that executing it again gives the same bytes.
 *
 * nbformat 4.4 is the last one whose cells need no identifiers, which editors draw at random.
 */
export function cleanNotebook(notebook: Notebook): Notebook {
  let executed = 0;
  const cells = notebook.cells
    .filter(({ source }) => textOf(source).trim() !== "")
    .map((cell) => cleanCell(cell, () => ++executed));
  return { cells, metadata: METADATA, nbformat: 4, nbformat_minor: 4 };
}

/** The text of a notebook's file: sorted keys, one space deep, as Jupyter itself writes it. */
export function serializeNotebook(notebook: Notebook): string {
  return JSON.stringify(notebook, sortKeys, 1) + "\n";
}

function cleanCell(cell: Cell, nextCount: () => number): Cell {
  const metadata = Object.fromEntries(Object.entries(cell.metadata).filter(([key]) => KEPT_METADATA.includes(key)));
  const kept: Cell = { cell_type: cell.cell_type, source: linesOf(cell.source), metadata };
  if (cell.cell_type !== "code") return kept;
  const count = nextCount();
  const outputs = (cell.outputs ?? []).filter((output) => !isTransient(output)).map((output) =>
    cleanOutput(output, count)
  );
  return { ...kept, execution_count: count, outputs };
}

/** What is left of a progress line, which depends on the clock. */
function isTransient({ data }: Output): boolean {
  const html = data?.["text/html"];
  return isText(html) && textOf(html).startsWith(PROGRESS_MARK);
}

function cleanOutput(output: Output, count: number): Output {
  const { output_type, name, text, data, ename, evalue, traceback } = output;
  if (output_type === "stream") return { output_type, name, text: linesOf(text) };
  if (output_type === "error") return { output_type, ename, evalue, traceback };
  const lines = Object.entries(data ?? {}).map(([type, value]) => [type, isText(value) ? linesOf(value) : value]);
  const cleaned: Output = { output_type, data: Object.fromEntries(lines), metadata: {} };
  return output_type === "execute_result" ? { ...cleaned, execution_count: count } : cleaned;
}

function isText(value: unknown): value is Text {
  return typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));
}

/** One string for each line, its end included: a change of one line is then a change of one line of the file. */
function linesOf(text: Text | undefined): string[] {
  return textOf(text).split(/(?<=\n)/).filter((line) => line !== "");
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
