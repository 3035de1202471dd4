import { type Cell, codeCells, type Notebook, type Output, type Text, textOf } from "./notebook.ts";

/**
 * Tag of a cell whose outputs depend on the clock or the machine. Only the number and types of these outputs are
 * compared.
 */
export const VOLATILE_TAG = "volatile";

/** Largest relative difference of numbers that count as equal: three significant digits. */
const TOLERANCE = 1e-3;

/**
 * Returns one line for each cell whose committed outputs differ from its current outputs.
 *
 * Words must be equal. Numbers may differ by a thousandth, or by one in their last digit. Simulations are deterministic, but
 * the last bit of functions such as `Math.exp` depends on the machine, and a number may then be rounded differently.
 */
export function staleOutputs(committed: Notebook, executed: Notebook): string[] {
  const now = codeCells(executed);
  return codeCells(committed).flatMap(({ number, cell }, i) => {
    const difference = differenceOf(cell, now[i].cell);
    return difference === undefined ? [] : [`cell ${number}: its output is not current: ${difference}`];
  });
}

function differenceOf(committed: Cell, executed: Cell): string | undefined {
  const [before, after] = [committed.outputs ?? [], executed.outputs ?? []];
  const [kindsBefore, kindsAfter] = [before, after].map((outputs) => outputs.map(kindOf).join("; ") || "nothing");
  if (kindsBefore !== kindsAfter) return `committed ${kindsBefore}, now ${kindsAfter}`;
  const { tags } = committed.metadata as { tags?: string[] };
  if (tags?.includes(VOLATILE_TAG)) return undefined;
  for (const [i, output] of before.entries()) {
    const texts = textsOf(after[i]);
    // Plain text first: it is easier to read in a message.
    for (const [type, text] of Object.entries(textsOf(output)).sort(([a], [b]) => a < b ? 1 : -1)) {
      const difference = firstDifference(text, texts[type]);
      if (difference !== undefined) return `${type} has ${difference}`;
    }
  }
}

function kindOf(output: Output): string {
  return `${output.output_type} of ${Object.keys(textsOf(output)).sort().join(" and ")}`;
}

/** The content of an output as text, by type. */
function textsOf({ data, text, name, ename, evalue }: Output): Record<string, string> {
  if (name !== undefined) return { [name]: textOf(text) };
  if (ename !== undefined) return { error: `${ename}: ${evalue}` };
  return Object.fromEntries(
    Object.entries(data ?? {}).map(([type, value]) => [type, isText(value) ? textOf(value) : JSON.stringify(value)]),
  );
}

function isText(value: unknown): value is Text {
  return typeof value === "string" || Array.isArray(value);
}

/**
 * Matches a number in tables, captions and SVG, or the hexadecimal digits of a color, which do not count as a number.
 */
const NUMBER = /#[0-9a-f]{3,8}\b|(?<![\w.])[-−]?\d+(?:\u202f\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?|\d+(?:\.\d+)?/gi;

/** Describes the first visible difference of two texts; `undefined` if there is none. */
function firstDifference(committed: string, now: string): string | undefined {
  if (committed === now) return undefined;
  // Spaces are ignored: one more digit in a column of a table moves everything after it.
  const texts = [committed, now].map((text) => text.replace(/[ \t\n]+/g, " "));
  const [before, after] = texts.map(tokensOf);
  const length = Math.max(before.length, after.length);
  for (let i = 0; i < length; i++) {
    if (before[i]?.text === after[i]?.text || alike(before[i], after[i])) continue;
    const into = commonStart(before[i]?.text ?? "", after[i]?.text ?? "");
    const [was, is] = [before[i], after[i]].map((token, side) =>
      token === undefined ? "nothing more" : excerpt(texts[side], token.at + into)
    );
    return `${was}, now ${is}`;
  }
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function excerpt(text: string, at: number): string {
  return `"${text.slice(Math.max(0, at - 20), at + 20)}"`;
}

interface Token {
  text: string;
  at: number;
  /** Its value, and the value of one unit in the last digit. */
  number?: { value: number; unit: number };
}

/** Splits text into numbers and the parts between them. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const pushWords = (to: number) => to > from && tokens.push({ text: text.slice(from, to), at: from });
  for (const match of text.matchAll(NUMBER)) {
    if (match[0].startsWith("#")) continue;
    pushWords(match.index);
    tokens.push({ text: match[0], at: match.index, number: numberOf(match[0]) });
    from = match.index + match[0].length;
  }
  pushWords(text.length);
  return tokens;
}

function numberOf(text: string): { value: number; unit: number } {
  const plain = text.replaceAll("\u202f", "").replace("−", "-");
  const [digits, exponent = "0"] = plain.toLowerCase().split("e");
  const decimals = digits.split(".")[1]?.length ?? 0;
  return { value: Number(plain), unit: 10 ** (Number(exponent) - decimals) };
}

function alike(a: Token | undefined, b: Token | undefined): boolean {
  if (a?.number === undefined || b?.number === undefined) return false;
  const apart = Math.abs(a.number.value - b.number.value);
  const size = Math.max(Math.abs(a.number.value), Math.abs(b.number.value));
  // Slightly more than one unit: in floating point, 0.3 - 0.2 is not exactly 0.1.
  return apart <= Math.max(TOLERANCE * size, 1.001 * Math.max(a.number.unit, b.number.unit));
}
