import { show, type ShowOptions } from "../lib/notebook/show.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { explorerPage } from "./explorer-page.ts";

/**
 * Shows the explorer in a notebook cell: sliders, the engines side by side and an animation of the pages. Outside Jupyter it
 * prints how to get the page.
 *
 * The output is a frame that runs in the reader's browser and does not use the kernel, so it works in a saved notebook too.
 * Making it takes about half a second.
 *
 * @param scenario the scenario to start with; default: the explorer's own
 * @param options where to show it; as for `show`
 * @throws {TypeError | RangeError} if the scenario is invalid or `deno bundle` fails
 *
 * @example
 * ```ts
 * import { explorer } from "@pageferry/pageferry/explorer";
 * import { assertMatch } from "@std/assert";
 *
 * // Outside a notebook it prints one line.
 * const printed: string[] = [];
 * await explorer({ preset: "qemu", vm: { memoryBytes: 2 ** 31 } }, { log: (text) => printed.push(text) });
 * assertMatch(printed[0], /deno task explorer/);
 * ```
 */
export async function explorer(scenario?: ScenarioInput, options: ShowOptions = {}): Promise<void> {
  const page = await explorerPage(scenario, { packed: true });
  const text = "The explorer is shown in notebooks; `deno task explorer` writes it as a page of its own.";
  await show({ caption: "Pageferry explorer", html: frameHtml(page), text }, options);
}

/**
 * A page as a frame in another page, which keeps their styles and names apart. The page adapts the height of the frame to
 * its content where the browser allows it.
 */
export function frameHtml(page: string): string {
  // In double quotes, only these two characters need escaping. More escapes would make a long script much longer.
  const escaped = page.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return '<iframe title="Pageferry explorer" allow="clipboard-write" loading="lazy" ' +
    `style="width:100%;height:56rem;border:1px solid #8888;border-radius:6px" srcdoc="${escaped}"></iframe>`;
}
