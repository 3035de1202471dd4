import { isOutcome, partsOf } from "../display/parts.ts";
import { pauseThread } from "../display/pause-thread.ts";
import type { MigrationResult } from "../engine/result.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import type { Validation } from "../qemu/validate.ts";
import { show as shorten } from "../scenario/complain.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import type { SweepRow } from "../sweep/sweep.ts";
import { isFilm } from "./check.ts";
import { escapeText } from "./escape.ts";
import type { Figure } from "./figure.ts";
import { currentKernel, type Kernel } from "./kernel.ts";
import type { Table } from "./table.ts";

/**
 * What {@linkcode show} can show: figures, tables, texts, and what `simulate`, `sweep`, `summarise`, `validate` and
 * `reproduce` return.
 */
export type Showable =
  | Figure
  | Table
  | string
  | MigrationResult
  | readonly SweepRow[]
  | readonly SweepSummary[]
  | Validation
  | Reproduction;

/** Where to show things. */
export interface ShowOptions {
  /** The Jupyter kernel; `null` for none. Default: the one this runs in, if any. */
  kernel?: Kernel | null;
  /** Writes the text outside Jupyter. Default `console.log`. */
  log?: (text: string) => void;
}

/**
 * Shows figures, tables, texts and results in a notebook; outside Jupyter it prints what can be said in text.
 *
 * A result is shown as a table with its timeline, a sweep as a table. Await it: the kernel loses some outputs that nobody
 * waits for. Several things at once go out as one output, in order.
 *
 * @throws {TypeError} if something is none of these
 *
 * @example
 * ```ts
 * import { simulate } from "@pageferry/pageferry";
 * import { show, table } from "@pageferry/pageferry/plot";
 *
 * await show(["Two engines:", table([{ engine: "pre-copy" }, { engine: "three-stage" }])]);
 * await show(simulate({ vm: { memoryBytes: 2 ** 27 } }));
 * ```
 */
export async function show(shown: Showable | readonly Showable[], options: ShowOptions = {}): Promise<void> {
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
 * What `Symbol.for("Jupyter.display")` gives for a value that is the last expression of a cell.
 *
 * The kernel hands it to another thread to be sent, and may report the cell as done before that has sent it. So after it
 * has taken the bundle this thread is held for a moment: of 300 cells that worked for 30 ms 20 lost their value without,
 * though they gave up their turn before, and none of 900 with it.
 */
export function display(
  value: Showable,
  kernel: Kernel | null = currentKernel(),
  pause: (milliseconds: number) => void = pauseThread,
): Record<string, string> {
  const bundle = bundleOf(value);
  if (kernel !== null) holdTurns(HELD_TURNS, pause);
  return bundle;
}

/** The kernel takes the bundle a few turns of the queue of microtasks after it was returned: as many, and some more. */
const HELD_TURNS = 20;

function holdTurns(turns: number, pause: (milliseconds: number) => void): void {
  if (turns === 0) return;
  queueMicrotask(() => {
    pause(1);
    holdTurns(turns - 1, pause);
  });
}

/**
 * Deno's kernel may report a cell as done before its last output is on its way: of 600 cells that did not wait 1 to 30
 * lost it, of 600 that waited 5 ms none.
 */
const SETTLE_MILLISECONDS = 20;

type Part = Figure | Table | string;

/** A bare `<svg>` would be shown broken: figures go out as HTML. */
function bundleOf(shown: Showable | readonly Showable[]): Record<"text/html" | "text/plain", string> {
  const items = Array.isArray(shown) && !isOutcome(shown) ? shown as readonly Showable[] : [shown as Showable];
  const parts = items.flatMap((item): Part[] => isOutcome(item) ? partsOf(item) : [item]);
  return { "text/html": parts.map(htmlOf).join(""), "text/plain": parts.map(textOf).join("\n\n") };
}

function htmlOf(part: Part): string {
  if (typeof part === "string") return `<p>${escapeText(part)}</p>`;
  if (isObject(part) && "html" in part) return part.html;
  if (!isObject(part) || !("svg" in part)) {
    const allowed = "a figure, a table, a text, or what simulate, sweep, summarise, validate or reproduce returned";
    const got = isFilm(part) ? "a film (did you mean roundStrip(film), or film.result?)" : shorten(part);
    throw new TypeError(`Cannot show: it must be ${allowed}, got ${got}`);
  }
  const caption = `<figcaption>${escapeText(part.description)}</figcaption>`;
  return `<figure style="margin:1em 0">${part.svg}${caption}</figure>`;
}

function textOf(part: Part): string {
  if (typeof part === "string") return part;
  return "text" in part ? part.text : `${part.title}\n${part.description}`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
