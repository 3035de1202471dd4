import type { ScenarioInput } from "../lib/scenario/types.ts";
import { ENGINES } from "./state.ts";

/**
 * A notebook cell that simulates a scenario under every engine and shows what the explorer shows: the figures side by
 * side, and the run of the scenario's own engine.
 *
 * @example
 * ```ts
 * import { notebookCell } from "./notebook-cell.ts";
 *
 * console.log(notebookCell({ vm: { memoryBytes: 2 ** 30 } }));
 * ```
 */
export function notebookCell(scenario: ScenarioInput): string {
  const engine = scenario.migration?.engine ?? "pre-copy";
  return `import { type ScenarioInput, simulate } from "@pageferry/pageferry";
import { show, table, timelineChart } from "@pageferry/pageferry/plot";

const scenario: ScenarioInput = ${JSON.stringify(scenario, null, 2)};

const engines = ${JSON.stringify(ENGINES).replaceAll(",", ", ")} as const;
const results = engines.map((engine) => simulate({ ...scenario, migration: { ...scenario.migration, engine } }));
await show([
  table(results.map(({ engine, totalSeconds, downtimeSeconds, pagesTransferred, demandFaults, stallSeconds, verdict }) => (
    { engine, totalSeconds, downtimeSeconds, pagesTransferred, demandFaults, stallSeconds, verdict }
  ))),
  timelineChart(results[${ENGINES.indexOf(engine)}]),
]);
`;
}
