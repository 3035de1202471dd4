import { type Cell, codeCells, type Notebook, type NumberedCell, type Output, textOf } from "./notebook.ts";

/** The start of a path on a user's machine. URLs and closing tags do not match. */
const MACHINE_PATH =
  /file:\/\/|(?<![\w.:/<-])\/(?:home|root|Users|tmp|var|usr|opt|mnt|srv|work|private)\/[\w.-]|\b[A-Z]:\\\w/;

/** Returns the problems of a notebook that must not be committed, one line each. */
export function problemsOf(notebook: Notebook): string[] {
  const { kernelspec } = notebook.metadata as { kernelspec?: { name?: string } };
  const kernel = kernelspec?.name === "deno" ? [] : [`kernelspec must be deno, got ${kernelspec?.name ?? "none"}`];
  return [...kernel, ...codeCells(notebook).flatMap(problemsOfCell)];
}

/** Whether a notebook lacks the output of a show() although no cell failed. */
export function lacksOutputs(notebook: Notebook): boolean {
  return codeCells(notebook).some(({ cell }) => shows(cell).missing > 0);
}

function problemsOfCell({ number, cell }: NumberedCell): string[] {
  const problems = (cell.outputs ?? []).flatMap(problemsOfOutput);
  const { asked, awaited, missing } = shows(cell);
  if (awaited < asked) problems.push("a show() is not awaited; the kernel may lose its output");
  if (missing > 0) problems.push(`calls show() ${asked}x but has ${asked - missing} of its outputs`);
  return problems.map((problem) => `cell ${number}: ${problem}`);
}

/** Counts the calls of show() in a cell, the awaited ones, and the missing outputs. */
function shows({ source, outputs = [] }: Cell): { asked: number; awaited: number; missing: number } {
  const code = withoutComments(textOf(source));
  const asked = code.match(/\bshow\(/g)?.length ?? 0;
  const awaited = code.match(/\bawait show\(/g)?.length ?? 0;
  // After a failure, missing outputs are expected.
  const failed = outputs.some(({ output_type }) => output_type === "error");
  const displays = outputs.filter(({ output_type }) => output_type === "display_data").length;
  return { asked, awaited, missing: failed ? 0 : Math.max(0, asked - displays) };
}

function problemsOfOutput(output: Output): string[] {
  if (output.output_type === "error") return [`failed with ${output.ename}: ${oneLine(output.evalue ?? "")}`];
  // The kernel may report idle before other outputs are sent, and Jupyter then loses them. Displays of show() and
  // values with HTML are sent safely.
  const { output_type: type, data } = output;
  const isOurs = type === "display_data" || (type === "execute_result" && data !== undefined && "text/html" in data);
  const stray = isOurs ? [] : [`has a ${type} that is neither from show() nor a value with HTML`];
  // Not as JSON, which doubles backslashes and hides Windows paths.
  const texts = [output.text, ...Object.values(output.data ?? {})].map((part) =>
    typeof part === "string" || Array.isArray(part) ? textOf(part) : JSON.stringify(part) ?? ""
  );
  const path = texts.map((text) => text.match(MACHINE_PATH)).find((match) => match !== null);
  return path
    ? [...stray, `contains a path of a machine: ${path.input!.slice(path.index, path.index! + 40).split("\n", 1)[0]}`]
    : stray;
}

function withoutComments(code: string): string {
  return code.replace(/(?<!:)\/\/.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
}

// Kernels put color codes into messages; these start with the escape character.
// deno-lint-ignore no-control-regex
const COLORS = /\u001b\[[\d;]*m/g;

function oneLine(text: string): string {
  return text.replace(COLORS, "").replace(/\s+/g, " ").trim().slice(0, 300);
}
