import type { ScenarioInput } from "../lib/scenario/types.ts";
import { ENGINES } from "./state.ts";

/**
 * The code of a notebook cell that shows what the explorer shows: the engines side by side, and the timeline of the
 * scenario's own engine.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { notebookCell } from "./notebook-cell.ts";
 *
 * assertStringIncludes(notebookCell({ vm: { memoryBytes: 2 ** 30 } }), '"memoryBytes": 1073741824');
 * ```
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
