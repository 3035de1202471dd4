import { PROGRESS_MARK } from "../lib/jupyter/progress.ts";
import { type Cell, type Notebook, type Output, type Text, textOf } from "./notebook.ts";

/** Cell metadata that authors set. The rest is timing, or the state of an editor. */
const KEPT_METADATA = ["jupyter", "tags"];

const METADATA = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  // Without the version, which changes with every Deno release.
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
 * Returns a notebook in the form in which it is committed. It contains only the author's text and the outputs, so
 * another execution gives the same bytes.
 *
 * nbformat 4.4 is the last version without identifiers of cells, which editors choose at random.
 */
export function cleanNotebook(notebook: Notebook): Notebook {
  let executed = 0;
  const cells = notebook.cells
    .filter(({ source }) => textOf(source).trim() !== "")
    .map((cell) => cleanCell(cell, () => ++executed));
  return { cells, metadata: METADATA, nbformat: 4, nbformat_minor: 4 };
}

/** Returns the text of a notebook's file as Jupyter writes it: sorted keys, indented by one space. */
export function serializeNotebook(notebook: Notebook): string {
  return JSON.stringify(notebook, sortKeys, 1) + "\n";
}

/**
 * Formats the cells of a notebook's text as `deno fmt` does.
 *
 * It uses standard input, because `deno fmt --check` of Deno 2.9 fails for every notebook, formatted or not.
 *
 * @throws {SyntaxError} if a cell cannot be parsed
 */
export async function formatNotebook(text: string, name: string, root: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "ipynb", "-"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  await new Blob([text]).stream().pipeTo(child.stdin);
  const { success, stdout, stderr } = await output;
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new SyntaxError(`Cannot format ${name}: ${decode(stderr).trim().split("\n", 1)[0]}`);
  return decode(stdout);
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

/** Whether an output is the rest of a progress line, which depends on the clock. */
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

/** Splits text into lines, with their ends. A change of one line then changes one line of the file. */
function linesOf(text: Text | undefined): string[] {
  return textOf(text).split(/(?<=\n)/).filter((line) => line !== "");
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
