import type { Claim } from "../paper/claims.ts";
import { claimOutcomes } from "../paper/findings.ts";
import { PAPER } from "../paper/published.ts";
import type { Reproduction } from "../paper/reproduce.ts";
import { claimsTable, countHolding, oursText, paperText, rateOf } from "../table/claims-table.ts";
import { capital } from "../text/format.ts";
import { type Html, html } from "../text/html.ts";
import { CALIBRATION_NAMES as NAMES } from "./parameters-section.ts";
import { tableHtml } from "./table-html.ts";

/** The result in one sentence, and the numbers that the paper prints beside ours. */
export function headline({ claims, furtherClaims, asPublished, seed, replicates }: Reproduction): Html {
  const published = [...asPublished.claims, ...asPublished.furtherClaims];
  const tiles = [...claims, ...furtherClaims].flatMap((claim, i) =>
    claim.paper === null ? [] : html`
      <li>${reducedMetric(claim)} <strong>−${oursText(claim)}</strong>
      <span class="soft">as published: −${oursText(published[i])}; the paper: −${paperText(claim)}</span></li>
    `
  );
  const repeats = replicates === 1 ? "one replicate" : `${replicates} replicates`;
  return html`
    <header>
      <h1>Three-stage copy against pre-copy, reproduced by simulation</h1>
      <p
        class="lead"><strong>With supported costs, ${countHolding(claims)} claims hold; as published, ${countHolding(
          asPublished.claims,
        )}.</strong> A page-level simulation of Xen 4.1’s pre-copy and of three-stage copy draws the
    paper’s Figures 4 and 5: four VM sizes, two dirty rates, two algorithms, ${repeats} of each (seed ${seed}).</p>
      <p><strong>Supported</strong>: every cost is within a bound that a source or a measurement supports.
    <strong>As published</strong>: pre-copy’s peeks at the dirty log may cost more, which nothing supports.</p>
      <p>Savings of three-stage copy with supported costs, averaged over the four sizes:</p>
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
export function claimsSection(reproduction: Reproduction): Html {
  const known = claimOutcomes(reproduction).filter(({ claim, finding }) => !claim.holds && finding !== undefined);
  const findings = known.map(({ calibration, claim, finding }) =>
    html`<li>${NAMES[calibration]}, ${rateOf(claim)} dirty rate: ${claim.says}. ${capital(finding!.finding)}.</li>`
  );
  return html`
    <section aria-labelledby="claims"><h2 id="claims">The paper’s claims</h2>
    ${tableHtml(claimsTable(reproduction, { labels: true }), "stack")}
    <p class="note">A dash: the paper makes the claim in words and prints no number. The claims marked with a section
    were found in the text after the ten others.</p>
    ${known.length > 0
      ? html`
        <p>Known failures:</p>
        <ul>${findings}</ul>
      `
      : ""}</section>
  `;
}
