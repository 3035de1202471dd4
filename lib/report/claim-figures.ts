import type { Claim } from "../paper/claims.ts";
import { formatFixed, formatNumber } from "../text/format.ts";

/** What the paper prints for a claim, such as `36.2 %`; a dash where it says it in words. */
export function paperText({ paper, unit }: Claim): string {
  return paper === null ? "–" : `${formatNumber(paper)} ${unit}`;
}

/** What the simulation gives for a claim; percentages to the tenth that the paper prints. */
export function oursText({ ours, unit }: Claim): string {
  return `${unit === "%" ? formatFixed(ours, 1) : formatNumber(ours)} ${unit}`;
}
