/** The report's style sheet: for phones, screens and paper, light and dark, without external fonts or images. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --ink: #1a1a1a; --soft: #5c5c5c; --line: #d5d5d5; --card: #f5f6f7; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #111; --ink: #eee; --soft: #a8a8a8; --line: #3a3a3a; --card: #1c1d1f; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p, li { max-width: 44rem; }
.lead { font-size: 1.1rem; }
.soft, figcaption, .note { color: var(--soft); font-size: .9rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; margin: 1rem 0;
  padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; }
.column { display: none; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.4; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
.scroll tbody th { white-space: nowrap; }
td { font-variant-numeric: tabular-nums; }
[aria-labelledby="claims"] td:not(:last-child) { white-space: nowrap; }
[aria-labelledby="parameters"] tbody th { font: .85em monospace; }
[aria-labelledby="parameters"] td:nth-last-child(-n + 2) { width: 30%; }
code { font-size: .85em; }
@media screen and (max-width: 40rem) {
  .row { display: none; }
  .column { display: block; }
  .stack thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .stack tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .stack tbody th { font-weight: 600 !important; }
  .stack td, .stack th { display: block; border: 0; padding: .1rem 0; text-align: left !important; }
  .stack td::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, h3 { break-after: avoid; }
  figure, tr, .tiles li { break-inside: avoid; }
  .scroll { overflow: visible; }
}
`;
