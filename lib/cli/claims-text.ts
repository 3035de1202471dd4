import type { Claim } from "../paper/claims.ts";
import { formatSeconds } from "./format.ts";
import { textTable } from "./text-table.ts";

/** The paper's claims beside ours, and the files written, for people. */
export function claimsText(claims: readonly Claim[], simulationSeconds: number, files: readonly string[]): string {
  const rows = claims.map(({ id, paper, ours, unit, holds }) => [
    id,
    paper === null ? "-" : `${paper} ${unit}`,
    `${figure(ours)} ${unit}`,
    holds ? "yes" : "NO",
  ]);
  const broken = claims.filter(({ holds }) => !holds);
  const verdict = broken.length === 0
    ? `All ${claims.length} claims hold.`
    : `${broken.length} of ${claims.length} claims do not hold:\n${broken.map(explain).join("\n")}`;
  const wrote = files.map((file) => `  ${file}`).join("\n");
  const table = textTable(["claim", "paper", "ours", "holds?"], rows);
  return `${table}\n${verdict}\n\nSimulated in ${formatSeconds(simulationSeconds)} s. Wrote:\n${wrote}\n`;
}

function explain({ id, says, test, ours, unit }: Claim): string {
  return `  ${id}: "${says}"; ${test}, got ${figure(ours)} ${unit}`;
}

function figure(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}
