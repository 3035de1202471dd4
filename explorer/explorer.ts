import { show, type ShowOptions } from "../lib/notebook/show.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { explorerPage } from "./explorer-page.ts";
import { frameHtml } from "./frame-html.ts";

/**
 * Shows the explorer in a notebook cell: sliders, the engines side by side, an animation of the pages. Outside Jupyter it
 * says how to get it as a page.
 *
 * It is a frame of its own that runs in the reader's browser and asks the kernel for nothing, so that it works in a saved
 * notebook too. Its script is bundled when it is first asked for, which takes about half a second.
 *
 * @param scenario the scenario to begin with; default: the explorer's own
 * @param options where to show it; as for `show`
 * @throws {TypeError | RangeError} if the scenario is none, or `deno bundle` cannot run
 *
 * @example
 * ```ts
 * import { explorer } from "@pageferry/pageferry/explorer";
 *
 * await explorer({ preset: "qemu", vm: { memoryBytes: 2 ** 31 } });
 * ```
 */
export async function explorer(scenario?: ScenarioInput, options: ShowOptions = {}): Promise<void> {
  const page = await explorerPage(scenario, { packed: true });
  const text = "The explorer is shown in notebooks; `deno task explorer` writes it as a page of its own.";
  await show({ caption: "Pageferry explorer", html: frameHtml(page), text }, options);
}
