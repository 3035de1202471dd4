import type { MimeBundle } from "../jupyter/displayable.ts";
import { currentKernel, type JupyterKernel } from "../jupyter/kernel.ts";
import { isFilm } from "../plot/check.ts";
import { type Chart, chartBundle } from "../plot/svg/frame.ts";
import { type Table, tableBundle } from "../table/table.ts";
import { escape } from "@std/html";
import { quote } from "../text/message.ts";
import { checkOptions } from "../text/require.ts";
import { isOutcome, type Outcome, partsOf } from "./parts.ts";

/** An element of any DOM, such as the return value of `Plot.plot`. */
export interface ElementLike {
  /** The element as HTML. */
  readonly outerHTML: string;
}

/**
 * Everything that {@linkcode show} can show: charts, tables, strings, elements, and the return values of `simulate`,
 * `compare`, `sweep`, `summarize`, `validate` and `reproduce`.
 */
export type Showable = Chart | Table | string | ElementLike | Outcome;

/** Options of {@linkcode show}. */
export interface ShowOptions {
  /** The Jupyter kernel, or `null` to print text. Default: the kernel that runs this code, if any. */
  kernel?: JupyterKernel | null;
  /** Prints text outside Jupyter. Default `console.log`. */
  log?: (text: string) => void;
}

/**
 * Shows charts, tables, strings, elements and results in a notebook. Outside Jupyter it prints their text.
 *
 * A result is shown as a table and a timeline, a sweep as a table, an element of your own Observable Plot code as it is.
 * Several values become one output, in order. Always await it: the Deno kernel can drop outputs that are not awaited.
 *
 * @throws {TypeError} if a value cannot be shown
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { show, table } from "@pageferry/pageferry/plot";
 * import { assertStrictEquals } from "@std/assert";
 *
 * await show(simulate({ vm: { memoryBytes: 2 ** 27 } }));
 * const printed: string[] = [];
 * await show(["One engine:", table([{ engine: "pre-copy" }])], { log: (text) => printed.push(text) });
 * assertStrictEquals(printed[0], "One engine:\n\nengine\n--------\npre-copy");
 * ```
 */
export async function show(shown: Showable | readonly Showable[], options: ShowOptions = {}): Promise<void> {
  checkOptions("show", options, ["kernel", "log"]);
  const { kernel = currentKernel(), log = console.log } = options;
  const bundle = bundleOf(shown);
  if (kernel === null) {
    log(bundle["text/plain"]);
    return;
  }
  await kernel.display(bundle, { raw: true });
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS));
}

/**
 * The kernel can report a cell as done before it has sent the last output: 1 to 30 of 600 cells lost it without a wait, none
 * of 600 with a wait of 5 ms.
 */
const SETTLE_MILLISECONDS = 20;

/** The notebook output of values, in order. */
export function bundleOf(shown: Showable | readonly Showable[]): MimeBundle {
  const items = Array.isArray(shown) && !isOutcome(shown) ? shown as readonly Showable[] : [shown as Showable];
  const bundles = items.flatMap((item) => isOutcome(item) ? partsOf(item).map(partBundle) : [partBundle(item)]);
  return {
    "text/html": bundles.map((bundle) => bundle["text/html"]).join(""),
    "text/plain": bundles.map((bundle) => bundle["text/plain"]).join("\n\n"),
  };
}

function partBundle(part: unknown): MimeBundle {
  if (typeof part === "string") return { "text/html": `<p>${escape(part)}</p>`, "text/plain": part };
  if (hasText<Table>(part, "html")) return tableBundle(part);
  if (hasText<Chart>(part, "svg")) return chartBundle(part);
  if (hasText<ElementLike>(part, "outerHTML")) return elementBundle(part);
  const allowed =
    "a chart, a table, a string, an element, or a return value of simulate, compare, sweep, summarize, validate or reproduce";
  if (part instanceof Promise) {
    throw new TypeError("Cannot show: the value is a promise; write await before the call that returns it");
  }
  const got = isFilm(part) ? "a film (did you mean roundsChart(film) or film.result?)" : quote(part);
  throw new TypeError(`Cannot show: the value must be ${allowed}, got ${got}`);
}

function hasText<T>(value: unknown, field: keyof T & string): value is T {
  return typeof value === "object" && value !== null && typeof (value as Record<string, unknown>)[field] === "string";
}

/** The label of an element; for a figure by Plot, its title or the label of the drawing. Marks have labels too. */
const LABEL = /^<[^>]*?\saria-label="([^"]*)"|<h2[^>]*>([^<]+)|<svg[^>]*?\saria-label="([^"]*)"/;

/** An element as notebook output: in a `<figure>`, because nbconvert shows nothing for a bare `<svg>`. */
function elementBundle({ outerHTML }: ElementLike): MimeBundle {
  const [, name = "element"] = /^<([a-z][\w-]*)/i.exec(outerHTML) ?? [];
  const label = LABEL.exec(outerHTML)?.slice(1).find((text) => text !== undefined);
  return {
    "text/html": name === "figure" ? outerHTML : `<figure style="margin:1em 0">${outerHTML}</figure>`,
    "text/plain": label ?? `<${name}>`,
  };
}
