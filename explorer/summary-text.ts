import { type ComparedRow, comparison, type Results } from "./comparison.ts";
import { ENGINES } from "./state.ts";

/** The comparison in one or two sentences, for screen readers. */
export function summaryText(results: Results): string {
  const rows = comparison(results);
  const diverged = ENGINES.filter((engine) => results[engine]?.verdict === "diverged");
  const forced = ENGINES.filter((engine) => results[engine]?.verdict === "forced");
  return [
    bestOf(rows, "totalSeconds", "Shortest"),
    bestOf(rows, "downtimeSeconds", "Least downtime"),
    forced.length > 0 ? `Stopped by a limit: ${forced.join(", ")}.` : "",
    diverged.length > 0 ? `Abandoned: ${diverged.join(", ")}.` : "",
  ].filter((part) => part !== "").join(" ");
}

function bestOf(rows: readonly ComparedRow[], metric: ComparedRow["name"], what: string): string {
  const best = rows.find(({ name }) => name === metric)!.cells.filter((cell) => cell.best);
  return best.length === 0 ? "" : `${what}: ${best.map(({ engine }) => engine).join(" and ")}, ${best[0].text}.`;
}
