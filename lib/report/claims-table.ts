import type { Claim } from "../paper/claims.ts";
import { oursText, paperText } from "./claim-figures.ts";
import { rateOf } from "./rate.ts";

/** Columns left for the wording of a claim, so that a line stays within 110. */
const CLAIM_WIDTH = 76;
const HEAD = ["rate", "claim", "paper", "ours", "holds?"];

/**
 * The paper's claims beside ours as plain text: dirty rate, claim, paper, ours, and whether it holds; no line is longer
 * than 110 columns.
 *
 * @example
 * ```ts
 * import { reproduce } from "@pageferry/pageferry/paper";
 * import { claimsTable } from "./claims-table.ts";
 *
 * console.log(claimsTable(reproduce({ replicates: 1 }).claims));
 * ```
 */
export function claimsTable(claims: readonly Claim[]): string {
  const rows = claims.map((claim) => [
    rateOf(claim.id),
    claim.says,
    paperText(claim),
    oursText(claim),
    claim.holds ? "yes" : "NO",
  ]);
  const widths = HEAD.map((name, i) =>
    i === 1 ? CLAIM_WIDTH : Math.max(name.length, ...rows.map((row) => row[i].length))
  );
  // What the other columns do not need of 110 goes to the claim, at most.
  widths[1] = Math.min(CLAIM_WIDTH, 110 - 8 - widths[0] - widths[2] - widths[3] - widths[4]);
  const lines = [HEAD, widths.map((width) => "-".repeat(width)), ...rows].flatMap((row) => layOut(row, widths));
  return `${lines.join("\n")}\n`;
}

/** One row, its claim wrapped over as many lines as it needs. */
function layOut([rate, claim, paper, ours, holds]: readonly string[], widths: readonly number[]): string[] {
  return wrap(claim, widths[1]).map((part, i) => {
    const cells = i === 0 ? [rate, part, paper, ours, holds] : ["", part, "", "", ""];
    const padded = cells.map((cell, j) => j === 2 || j === 3 ? cell.padStart(widths[j]) : cell.padEnd(widths[j]));
    return padded.join("  ").trimEnd();
  });
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
