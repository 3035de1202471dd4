import { type ComparedRow, comparison, type Results } from "./comparison.ts";
import { ENGINES } from "./state.ts";

/** The comparison in one sentence or two, for those who do not see the table change. */
export function summaryText(results: Results): string {
  const rows = comparison(results);
  const total = bestOf(rows, "totalSeconds", "Shortest");
  const downtime = bestOf(rows, "downtimeSeconds", "Least downtime");
  const given = ENGINES.filter((engine) => results[engine]?.verdict === "diverged");
  const forced = ENGINES.filter((engine) => results[engine]?.verdict === "forced");
  return [
    total,
    downtime,
    forced.length > 0 ? `Ended by a limit: ${forced.join(", ")}.` : "",
    given.length > 0 ? `Given up: ${given.join(", ")}.` : "",
  ].filter((part) => part !== "").join(" ");
}

function bestOf(rows: readonly ComparedRow[], figure: ComparedRow["name"], what: string): string {
  const best = rows.find(({ name }) => name === figure)!.cells.filter((cell) => cell.best);
  return best.length === 0 ? "" : `${what}: ${best.map(({ engine }) => engine).join(" and ")}, ${best[0].text}.`;
}
