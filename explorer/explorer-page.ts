import { parseScenario } from "../lib/scenario/parse.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { pageScript } from "./bundle.ts";
import { checkOptions } from "../lib/text/require.ts";
import { explorerHtml } from "./explorer-html.ts";
import { packScript, unpackingScript } from "./pack-script.ts";

/** Options of {@linkcode explorerPage}. */
export interface ExplorerPageOptions {
  /** Compress the script to a third of its size. The page then needs a browser of 2023 or later. Default `false`. */
  packed?: boolean;
}

/**
 * The explorer as the text of one HTML file, which needs no network and no other files.
 *
 * @param scenario the scenario to start with; default: the explorer's own
 * @throws {TypeError | RangeError} if the scenario is invalid, an option is unknown, or `deno bundle` fails
 *
 * @example
 * ```ts
 * import { explorerPage } from "@pageferry/pageferry/explorer";
 * import { assert } from "@std/assert";
 *
 * const page = await explorerPage({ vm: { memoryBytes: 2 ** 30 } });
 * assert(page.length < 600_000);
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
