import { ENGINES } from "../lib/scenario/names.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";

/**
 * The code of a notebook cell that compares the engines on a scenario and draws the timeline of the scenario's own engine.
 */
export function notebookCell(scenario: ScenarioInput): string {
  const engine = scenario.migration?.engine ?? "pre-copy";
  return `import { compare, type ScenarioInput } from "@pageferry/pageferry";
import { show, timelineChart } from "@pageferry/pageferry/plot";

const scenario: ScenarioInput = ${JSON.stringify(scenario, null, 2)};

const results = compare(scenario);
await show([results, timelineChart(results[${ENGINES.indexOf(engine)}])]);
`;
}
