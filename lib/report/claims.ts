import type { Claim } from "../paper/claims.ts";
import { PAPER } from "../paper/published.ts";
import { claimsTable, oursText, paperText, rateOf } from "../table/claims-table.ts";
import { type Html, html } from "../text/html.ts";
import { tableHtml } from "./table-html.ts";

/** The result in one sentence, and the numbers that the paper prints beside ours. */
export function headline(
  claims: readonly Claim[],
  { seed, replicates }: { seed: string | number; replicates: number },
): Html {
  const held = claims.filter(({ holds }) => holds).length;
  const result = held === claims.length ? `All ${held} claims hold` : `${held} of ${claims.length} claims hold`;
  const tiles = claims.filter(({ paper }) => paper !== null).map((claim) =>
    html`
      <li>${reducedMetric(claim)} <strong>−${oursText(claim)}</strong>
      <span class="soft">the paper: −${paperText(claim)}</span></li>
    `
  );
  const repeats = replicates === 1 ? "one replicate" : `${replicates} replicates`;
  return html`
    <header>
      <h1>Three-stage copy against pre-copy, reproduced by simulation</h1>
      <p
        class="lead"><strong>${result}.</strong> A page-level simulation of Xen 4.1’s pre-copy and of three-stage copy draws the
    paper’s Figures 4 and 5: four VM sizes, two dirty rates, two algorithms, ${repeats} of each (seed ${seed}).</p>
      <p>Savings of three-stage copy, averaged over the four sizes:</p>
      <ul class="tiles">${tiles}</ul>
      <p class="note">The paper: ${PAPER.source}.</p>
    </header>
  `;
}

function reducedMetric(claim: Claim): string {
  const metric = claim.id.includes("pages") ? "pages transferred" : "total migration time";
  return `${metric}, ${rateOf(claim)} dirty rate`;
}

/** The claims, the paper's numbers and ours, and how each was tested. */
export function claimsSection(claims: readonly Claim[]): Html {
  return html`
    <section aria-labelledby="claims"><h2 id="claims">The paper’s claims</h2>
    ${tableHtml(claimsTable(claims, { labels: true }), "stack")}
    <p class="note">A dash: the paper makes the claim in words and prints no number.</p></section>
  `;
}
