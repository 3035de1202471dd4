import { escapeText } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { currentKernel, type Kernel } from "./kernel.ts";
import type { Table } from "./table.ts";

/** What {@linkcode show} can show. */
export type Showable = Figure | Table | string;

/** Where to show things. */
export interface ShowOptions {
  /** The Jupyter kernel; `null` for none. Default: the one this runs in, if any. */
  kernel?: Kernel | null;
  /** Writes the text outside Jupyter. Default `console.log`. */
  log?: (text: string) => void;
}

/**
 * Shows figures, tables and texts in a notebook; outside Jupyter it prints what can be said in text.
 *
 * Await it: the kernel loses some outputs that nobody waits for. Several things at once go out as one output, in order.
 *
 * @example
 * ```ts
 * import { show, table } from "@pageferry/pageferry/plot";
 *
 * await show(["Two engines:", table([{ engine: "pre-copy" }, { engine: "three-stage" }])]);
 * ```
 */
export async function show(shown: Showable | readonly Showable[], options: ShowOptions = {}): Promise<void> {
  const { kernel = currentKernel(), log = console.log } = options;
  const items = typeof shown === "string" || !Array.isArray(shown) ? [shown as Showable] : shown as Showable[];
  const text = items.map(textOf).join("\n\n");
  if (kernel === null) {
    log(text);
    return;
  }
  await kernel.display({ "text/html": items.map(htmlOf).join(""), "text/plain": text }, { raw: true });
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS));
}

/**
 * Deno's kernel may report a cell as done before its last output is on its way: of 600 cells that did not wait 1 to 30
 * lost it, of 600 that waited 5 ms none.
 */
const SETTLE_MILLISECONDS = 20;

function htmlOf(item: Showable): string {
  if (typeof item === "string") return `<p>${escapeText(item)}</p>`;
  if ("html" in item) return item.html;
  const caption = `<figcaption>${escapeText(item.description)}</figcaption>`;
  return `<figure style="margin:1em 0">${item.svg}${caption}</figure>`;
}

function textOf(item: Showable): string {
  if (typeof item === "string") return item;
  return "text" in item ? item.text : `${item.title}\n${item.description}`;
}
