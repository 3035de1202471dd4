import { parseScenario } from "../lib/scenario/parse.ts";
import { formatQuantity } from "../lib/text/format.ts";
import { scenarioOfState } from "./scenario-of-state.ts";
import { ENGINES, type ExplorerState } from "./state.ts";

/** Pages that a browser is asked to simulate at most, four times over: 1 TiB of 4 KiB pages. It ends a page that takes more. */
export const MOST_PAGES = 2 ** 28;

/** Why a state cannot be explored, in one line; `""` if it can. */
export function problemOfState(state: ExplorerState): string {
  // A share is no part of a scenario: pages are, and what came of rounding them would be told of instead.
  if (!(state.writtenShare > 0 && state.writtenShare <= 1)) {
    const got = formatQuantity(state.writtenShare, "share");
    return `Cannot explore: written part must be above 0 %, at most 100 %, got ${got}`;
  }
  try {
    for (const engine of ENGINES) {
      const { vm: { memoryBytes, pageBytes } } = parseScenario(scenarioOfState(state, engine));
      if (memoryBytes / pageBytes <= MOST_PAGES) continue;
      const most = `at most ${MOST_PAGES * pageBytes} in a browser`;
      return `Cannot explore: vm.memoryBytes must be ${most}, got ${memoryBytes}; deno task simulate takes it`;
    }
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}
