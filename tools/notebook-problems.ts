import { type Cell, codeCells, type Notebook, type NumberedCell, type Output, textOf } from "./notebook.ts";

/** Folders that a path of somebody's machine starts with; a URL's path or a closing tag does not. */
const MACHINE_PATH =
  /file:\/\/|(?<![\w.:/<-])\/(?:home|root|Users|tmp|var|usr|opt|mnt|srv|work|private)\/[\w.-]|\b[A-Z]:\\\w/;

/** Says what keeps a notebook from being handed out as it is: one line each, none if all is well. */
export function problemsOf(notebook: Notebook): string[] {
  const { kernelspec } = notebook.metadata as { kernelspec?: { name?: string } };
  const kernel = kernelspec?.name === "deno" ? [] : [`kernelspec must be deno, got ${kernelspec?.name ?? "none"}`];
  return [...kernel, ...codeCells(notebook).flatMap(problemsOfCell)];
}

/** Whether the output of some show() is missing from a notebook that was executed without failing. */
export function lacksOutputs(notebook: Notebook): boolean {
  return codeCells(notebook).some(({ cell }) => shows(cell).missing > 0);
}

function problemsOfCell({ number, cell }: NumberedCell): string[] {
  const problems = (cell.outputs ?? []).flatMap(problemsOfOutput);
  const { asked, awaited, missing } = shows(cell);
  if (awaited < asked) problems.push("a show() is not awaited, the kernel may lose its output");
  if (missing > 0) problems.push(`calls show() ${asked}x but has ${asked - missing} of its outputs`);
  return problems.map((problem) => `cell ${number}: ${problem}`);
}

/** How often a cell calls show(), how often it awaits it, and how many outputs of it are missing. */
function shows({ source, outputs = [] }: Cell): { asked: number; awaited: number; missing: number } {
  const code = withoutComments(textOf(source));
  const asked = code.match(/\bshow\(/g)?.length ?? 0;
  const awaited = code.match(/\bawait show\(/g)?.length ?? 0;
  // What comes after a failure is missing because of it.
  const failed = outputs.some(({ output_type }) => output_type === "error");
  const displays = outputs.filter(({ output_type }) => output_type === "display_data").length;
  return { asked, awaited, missing: failed ? 0 : Math.max(0, asked - displays) };
}

function problemsOfOutput(output: Output): string[] {
  if (output.output_type === "error") return [`failed with ${output.ename}: ${oneLine(output.evalue ?? "")}`];
  // Other outputs are at the mercy of the kernel, which may report idle before they are out. Values of ours, which come
  // with HTML, see to it that they are not lost.
  const { output_type: type, data } = output;
  const isOurs = type === "display_data" || (type === "execute_result" && data !== undefined && "text/html" in data);
  const stray = isOurs ? [] : [`has a ${type} that neither show() nor a value of ours made`];
  // Before JSON doubles a backslash and hides the path of a Windows machine.
  const texts = [output.text, ...Object.values(output.data ?? {})].map((part) =>
    typeof part === "string" || Array.isArray(part) ? textOf(part) : JSON.stringify(part) ?? ""
  );
  const path = texts.map((text) => text.match(MACHINE_PATH)).find((match) => match !== null);
  return path
    ? [...stray, `names a path of a machine: ${path.input!.slice(path.index, path.index! + 40).split("\n", 1)[0]}`]
    : stray;
}

function withoutComments(code: string): string {
  return code.replace(/(?<!:)\/\/.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
}

// The escape character starts a terminal's color codes, which kernels put into their messages.
// deno-lint-ignore no-control-regex
const COLORS = /\u001b\[[\d;]*m/g;

function oneLine(text: string): string {
  return text.replace(COLORS, "").replace(/\s+/g, " ").trim().slice(0, 300);
}
