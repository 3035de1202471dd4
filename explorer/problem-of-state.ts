import { parseScenario } from "../lib/scenario/parse.ts";
import { formatQuantity } from "../lib/text/format.ts";
import { scenarioOfState } from "./scenario-of-state.ts";
import { ENGINES, type ExplorerState } from "./state.ts";

/** The most pages that the explorer simulates: 1 TiB of 4 KiB pages, four times. Browsers end pages that use more memory. */
export const MOST_PAGES = 2 ** 28;

/** The reason why a state cannot be simulated, in one line; `""` if it can. */
export function problemOfState(state: ExplorerState): string {
  // Checked here because a scenario has a number of pages in place of a share.
  if (!(state.writtenShare > 0 && state.writtenShare <= 1)) {
    const got = formatQuantity(state.writtenShare, "share");
    return `Cannot explore: written part must be above 0 %, at most 100 %, got ${got}`;
  }
  try {
    for (const engine of ENGINES) {
      const { vm: { memoryBytes, pageBytes } } = parseScenario(scenarioOfState(state, engine));
      if (memoryBytes / pageBytes <= MOST_PAGES) continue;
      const most = `at most ${MOST_PAGES * pageBytes} in a browser`;
      return `Cannot explore: vm.memoryBytes must be ${most}, got ${memoryBytes}; use deno task simulate for larger guests`;
    }
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}
