import { parseScenario } from "../lib/scenario/parse.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { pageScript } from "./bundle.ts";
import { checkOptions } from "../lib/text/require.ts";
import { explorerHtml } from "./explorer-html.ts";
import { packScript, unpackingScript } from "./pack-script.ts";

/** How the page is written. */
export interface ExplorerPageOptions {
  /** Compress the script: a third of the size. Needs a browser of 2023 or later. Default `false`. */
  packed?: boolean;
}

/**
 * The explorer as the text of one HTML file that needs nothing else, neither network nor other files.
 *
 * @param scenario the scenario to begin with; default: the explorer's own
 * @throws {TypeError | RangeError} if the scenario is invalid, an option is unknown, or `deno bundle` cannot run
 *
 * @example
 * ```ts
 * import { explorerPage } from "@pageferry/pageferry/explorer";
 *
 * const page = await explorerPage({ vm: { memoryBytes: 2 ** 30 } });
 * console.log(page.length < 1.5e6); // true
 * ```
 */
export async function explorerPage(
  scenario?: ScenarioInput,
  options: ExplorerPageOptions = {},
): Promise<string> {
  checkOptions("make explorer page", options, ["packed"]);
  const { packed = false } = options;
  if (scenario !== undefined) parseScenario(scenario);
  const script = await pageScript();
  return explorerHtml({ scenario, script: packed ? unpackingScript(await packScript(script)) : script });
}
