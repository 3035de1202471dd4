import type { Claim } from "../lib/paper/claims.ts";
import { claimsTable } from "../lib/report/claims-table.ts";
import { formatSeconds } from "./format.ts";

/** The paper's claims beside ours, and the files written, for people. */
export function claimsText(claims: readonly Claim[], simulationSeconds: number, files: readonly string[]): string {
  const broken = claims.filter(({ holds }) => !holds);
  const verdict = broken.length === 0
    ? `All ${claims.length} claims hold.`
    : `${broken.length} of ${claims.length} claims do not hold:\n${broken.map(explain).join("\n")}`;
  const wrote = files.map((file) => `  ${file}`).join("\n");
  return `${claimsTable(claims)}\n${verdict}\n\nSimulated in ${formatSeconds(simulationSeconds)} s. Wrote:\n${wrote}\n`;
}

function explain({ id, says, test, ours, unit }: Claim): string {
  return `  ${id}: "${says}"; ${test}, got ${figure(ours)} ${unit}`;
}

function figure(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}
