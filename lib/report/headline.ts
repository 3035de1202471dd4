import type { Claim } from "../paper/claims.ts";
import { PAPER } from "../paper/published.ts";
import { oursText, paperText } from "./claim-figures.ts";
import { type Html, html } from "../text/html.ts";
import { rateOf } from "./rate.ts";

/** What came out, in one sentence and the figures that the paper prints. */
export function headline(
  claims: readonly Claim[],
  { seed, replicates }: { seed: string | number; replicates: number },
): Html {
  const held = claims.filter(({ holds }) => holds).length;
  const result = held === claims.length ? `All ${held} claims hold` : `${held} of ${claims.length} claims hold`;
  const tiles = claims.filter(({ paper }) => paper !== null).map((claim) =>
    html`
      <li>${whatIsReduced(claim.id)} <strong>−${oursText(claim)}</strong>
      <span class="soft">the paper: −${paperText(claim)}</span></li>
    `
  );
  const repeats = replicates === 1 ? "one repeat" : `${replicates} repeats`;
  return html`
    <header>
      <h1>Three-stage copy against pre-copy, reproduced by simulation</h1>
      <p
        class="lead"><strong>${result}.</strong> A page-level simulation of Xen 4.1’s pre-copy and of three-stage copy draws the
    paper’s Figures 4 and 5: four sizes of VM, two dirty rates, two algorithms, ${repeats} of each (seed ${seed}).</p>
      <p>What three-stage copy saves, averaged over the four sizes:</p>
      <ul class="tiles">${tiles}</ul>
      <p class="note">The paper: ${PAPER.source}.</p>
    </header>
  `;
}

function whatIsReduced(id: string): string {
  const what = id.includes("pages") ? "pages transferred" : "total migration time";
  return `${what}, ${rateOf(id)} dirty rate`;
}
