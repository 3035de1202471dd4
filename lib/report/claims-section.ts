import type { Claim } from "../paper/claims.ts";
import { oursText, paperText } from "./claim-figures.ts";
import { type Html, html } from "../text/html.ts";
import { rateOf } from "./rate.ts";
import { tableHtml } from "./table-html.ts";

/** The claims, the paper's figures beside ours, and how each was tested. */
export function claimsSection(claims: readonly Claim[]): Html {
  const columns = [
    { heading: "Claim" },
    { heading: "Dirty rate" },
    { heading: "Paper", numeric: true },
    { heading: "Ours", numeric: true },
    { heading: "What ours is, and what it must be" },
    { heading: "Holds?" },
  ];
  const rows = claims.map((claim) => [
    html`${claim.says}`,
    html`${rateOf(claim.id)}`,
    html`${paperText(claim)}`,
    html`${oursText(claim)}`,
    html`${claim.test}`,
    claim.holds ? html`<span class="yes">✓ yes</span>` : html`<span class="no">✗ no</span>`,
  ]);
  const caption = "A dash: the paper says it in words and prints no figure.";
  return html`
    <section aria-labelledby="claims"><h2 id="claims">The paper’s claims</h2>
    ${tableHtml({ caption, columns, rows, narrow: "stack" })}</section>
  `;
}
