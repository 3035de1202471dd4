import { parseScenario } from "../scenario/parse.ts";
import { scenarioOfState } from "./scenario-of-state.ts";
import { ENGINES, type ExplorerState } from "./state.ts";

/** Pages that a browser is asked to simulate at most, four times over: 1 TiB of 4 KiB pages. It ends a page that takes more. */
export const MOST_PAGES = 2 ** 28;

/** Why a state cannot be explored, in one line; `""` if it can. */
export function problemOfState(state: ExplorerState): string {
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
