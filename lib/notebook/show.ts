import { isOutcome, partsOf } from "./parts.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import type { Validation } from "../qemu/validate.ts";
import { quote } from "../text/message.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import type { SweepRow } from "../sweep/sweep.ts";
import { isFilm } from "../plot/check.ts";
import { escape } from "@std/html";
import { type Chart, chartBundle } from "../plot/svg/chart.ts";
import type { MimeBundle } from "../jupyter/displayable.ts";
import { currentKernel, type JupyterKernel } from "../jupyter/kernel.ts";
import { type Table, tableBundle } from "../table/table.ts";

/**
 * What {@linkcode show} can show: figures, tables, texts, and what `simulate`, `sweep`, `summarize`, `validate` and
 * `reproduce` return.
 */
export type Showable =
  | Chart
  | Table
  | string
  | MigrationResult
  | readonly MigrationResult[]
  | readonly SweepRow[]
  | readonly SweepSummary[]
  | Validation
  | Reproduction;

/** Where to show things. */
export interface ShowOptions {
  /** The Jupyter kernel; `null` for none. Default: the one this runs in, if any. */
  kernel?: JupyterKernel | null;
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
 * Deno's kernel may report a cell as done before its last output is on its way: of 600 cells that did not wait 1 to 30
 * lost it, of 600 that waited 5 ms none.
 */
const SETTLE_MILLISECONDS = 20;

type Part = Chart | Table | string;

/** The output of everything in `shown`, in order. */
export function bundleOf(shown: Showable | readonly Showable[]): MimeBundle {
  const items = Array.isArray(shown) && !isOutcome(shown) ? shown as readonly Showable[] : [shown as Showable];
  const bundles = items.flatMap((item): Part[] => isOutcome(item) ? partsOf(item) : [item]).map(partBundle);
  return {
    "text/html": bundles.map((bundle) => bundle["text/html"]).join(""),
    "text/plain": bundles.map((bundle) => bundle["text/plain"]).join("\n\n"),
  };
}

function partBundle(part: Part): MimeBundle {
  if (typeof part === "string") return { "text/html": `<p>${escape(part)}</p>`, "text/plain": part };
  if (isObject(part) && "html" in part) return tableBundle(part);
  if (isObject(part) && "svg" in part) return chartBundle(part);
  const allowed =
    "a chart, a table, a text, or a return value of simulate, compare, sweep, summarize, validate or reproduce";
  const got = isFilm(part) ? "a film (did you mean roundsChart(film), or film.result?)" : quote(part);
  throw new TypeError(`Cannot show: it must be ${allowed}, got ${got}`);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
