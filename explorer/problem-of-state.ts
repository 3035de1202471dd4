import { parseScenario } from "../lib/scenario/parse.ts";
import { ENGINES } from "../lib/scenario/names.ts";
import { formatBytes, formatQuantity } from "../lib/text/format.ts";
import { type Field, FIELDS } from "./fields.ts";
import { pageBytesOf, scenarioOfState } from "./scenario-of-state.ts";
import type { ExplorerState } from "./state.ts";

/** The most pages that the explorer simulates: 1 TiB in pages of 4 KiB. Browsers end pages that use more memory. */
const MOST_PAGES = 2 ** 28;

/**
 * The reason why a state cannot be simulated, in one line; `""` if it can. For a field with a control, it names the control
 * and has the units of the page.
 */
export function problemOfState(state: ExplorerState): string {
  for (const field of FIELDS) {
    const problem = problemOfValue(field, state[field.name]);
    if (problem !== "") return problem;
  }
  const most = MOST_PAGES * pageBytesOf(state);
  if (state.memoryBytes > most) {
    const got = formatBytes(state.memoryBytes);
    return `Memory must be at most ${
      formatBytes(most)
    } in a browser, got ${got}. Use deno task simulate for larger guests.`;
  }
  try {
    ENGINES.forEach((engine) => parseScenario(scenarioOfState(state, engine)));
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

function problemOfValue({ label, kind, limits }: Field, value: number | null): string {
  const { min = -Infinity, above = -Infinity, max = Infinity, whole = false } = limits;
  const fits = value === null || (value >= min && value > above && value <= max && (!whole || Number.isInteger(value)));
  if (fits) return "";
  const text = (number: number) => formatQuantity(number, kind, 3);
  const range = min > -Infinity ? `from ${text(min)} to ${text(max)}` : `above ${text(above)}, at most ${text(max)}`;
  return `${label} must be ${whole && kind === "number" ? "a whole number " : ""}${range}, got ${
    formatQuantity(value, kind)
  }`;
}
