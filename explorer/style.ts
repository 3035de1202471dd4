import { PAGE_COLORS } from "../lib/plot/svg/theme.ts";

/** The explorer's style sheet, for phones to projectors, light and dark. It loads no fonts or pictures. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --panel: #f6f7f8; --ink: #16181b; --soft: #5b6168; --line: #d8dbdf;
  --strong: #aab0b7; --accent: #1a66a8; --bad: #b02a37; --bad-page: #fdf0f1;
  --never: #dde1e5; --fault: #16181b; --sent: #ffffff;
  --there: ${PAGE_COLORS.sent}; --stale: ${PAGE_COLORS.dirty}; --awaited: ${PAGE_COLORS.awaited}; }
@media (prefers-color-scheme: dark) {
  :root { --page: #111315; --panel: #191c1f; --ink: #eceef0; --soft: #a4abb3; --line: #30353a; --strong: #5a626a;
    --accent: #6db3ec; --bad: #ff8a93; --bad-page: #2c1a1d;
    --never: #2d3238; --fault: #ffffff; --sent: #cfe8ff; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--ink); font: 0.875rem/1.4 system-ui, sans-serif;
  display: grid; grid-template-columns: minmax(0, 1fr); overflow-wrap: break-word; }
body > header { padding: 0.75rem 1rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem;
  border-bottom: 1px solid var(--line); }
h1 { font-size: 1.15rem; margin: 0; letter-spacing: -0.01em; }
h1 span { font-weight: 400; color: var(--soft); }
h2 { font-size: 0.95rem; margin: 1.25rem 0 0.5rem; }
.lead, .soft { color: var(--soft); margin: 0; }
.visually-hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.actions { margin-left: auto; display: flex; flex-wrap: wrap; gap: 0.375rem; }
#status { margin: 0; color: var(--soft); }
#status:empty { display: none; }
#copied { flex-basis: 100%; margin: 0; }
#copied textarea { width: 100%; font: 0.8rem/1.4 ui-monospace, monospace; }
abbr { text-decoration: none; }

button, select, input[type="text"] { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--strong);
  border-radius: 0.3rem; padding: 0.2rem 0.6rem; min-height: 1.9rem; }
button { cursor: pointer; }
button:hover { border-color: var(--ink); }
button[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--page); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[aria-invalid="true"] { border-color: var(--bad) !important; }
.problem { white-space: pre-line; margin: 0.5rem 0 0; padding: 0.5rem 0.75rem; border-left: 3px solid var(--bad); background: var(--bad-page); }

input[type="range"] { appearance: none; width: 100%; margin: 0; height: 1.25rem; background: none; cursor: pointer; --share: 0; }
input[type="range"]::-webkit-slider-runnable-track { height: 4px; border-radius: 2px;
  background: linear-gradient(to right, var(--accent) calc(100% * var(--share)), var(--line) 0); }
input[type="range"]::-moz-range-track { height: 4px; border-radius: 2px; background: var(--line); }
input[type="range"]::-moz-range-progress { height: 4px; border-radius: 2px; background: var(--accent); }
input[type="range"]::-webkit-slider-thumb { appearance: none; width: 14px; height: 14px; margin-top: -5px; border-radius: 50%;
  background: var(--accent); border: 2px solid var(--page); box-shadow: 0 0 0 1px var(--accent); }
input[type="range"]::-moz-range-thumb { width: 11px; height: 11px; border-radius: 50%; background: var(--accent);
  border: 2px solid var(--page); box-shadow: 0 0 0 1px var(--accent); }

#controls { padding: 0.5rem 1rem 1rem; background: var(--panel); border-bottom: 1px solid var(--line); }
.group { margin-top: 0.4rem; }
.group > summary { font-weight: 600; padding: 0.2rem 0; cursor: pointer; }
.field { display: grid; grid-template-columns: minmax(0, 1fr) 5.6rem; align-items: center; gap: 0 0.5rem; margin-bottom: 0.2rem; }
.field label { color: var(--soft); }
.field .unit { font-size: 0.85em; }
.field input[type="range"] { grid-column: 1 / -1; }
.field input[type="text"] { text-align: right; min-height: 1.6rem; padding: 0.1rem 0.4rem; border-color: transparent;
  background: none; font-variant-numeric: tabular-nums; width: 100%; }
.field input[type="text"]:hover, .field input[type="text"]:focus { border-color: var(--strong); background: var(--page); }
.field .field-problem { grid-column: 1 / -1; margin: 0.1rem 0; color: var(--bad); font-size: 0.8rem; overflow-wrap: anywhere; }
.choice { grid-template-columns: auto minmax(0, 1fr); margin: 0.3rem 0; }
.choice select { width: 100%; min-width: 0; }
.seed { grid-template-columns: minmax(0, 1fr) 6rem auto; margin-top: 0.4rem; }
.seed input[type="text"] { border-color: var(--strong); background: var(--page); }

main { padding: 0.75rem 1rem 2rem; min-width: 0; }
#situations { display: flex; flex-wrap: wrap; gap: 0.375rem; }
#situation-hint { margin: 0.35rem 0 0; min-height: 1.4em; }

#comparison { width: 100%; border-collapse: collapse; margin-top: 0.35rem; table-layout: fixed; }
#comparison th, #comparison td { text-align: left; padding: 0.22rem 0.6rem 0.3rem 0; vertical-align: baseline; font-weight: 400; }
#comparison tbody tr { border-top: 1px solid var(--line); }
#comparison thead td, #comparison tbody th { width: 7.5rem; color: var(--soft); }
#comparison thead th { padding-bottom: 0.35rem; }
#comparison thead span { font-weight: 600; border-bottom: 3px solid var(--engine); padding-bottom: 0.1rem; }
#comparison td { position: relative; font-variant-numeric: tabular-nums; }
#comparison .value { white-space: nowrap; }
#comparison .is-best .value { font-weight: 700; }
.best { font-size: 0.7rem; color: var(--soft); border: 1px solid var(--strong); border-radius: 0.6rem; padding: 0 0.35rem;
  margin-left: 0.4rem; vertical-align: 1px; }
.bar { display: block; height: 3px; margin-top: 0.15rem; border-radius: 2px; background: var(--engine);
  width: max(2px, calc(100% * var(--share))); opacity: 0.85; }
/* Delayed, because fast answers must not flicker. */
.plot[data-old="true"], .grid[data-old="true"] canvas { opacity: 0.45; transition: opacity 0.1s 0.25s; }
.verdict { white-space: nowrap; }
.meaning { display: block; min-height: 2.8em; color: var(--soft); font-size: 0.8rem; }
[data-verdict="diverged"] .verdict { color: var(--bad); font-weight: 600; }
[data-verdict="forced"] .verdict::after, [data-verdict="diverged"] .verdict::after { content: " ▲"; font-size: 0.75em; }

.player { display: flex; flex-wrap: wrap; align-items: center; gap: 0.375rem; }
.player #play { min-width: 6.2rem; }
.player #scrubber { flex: 1 1 9rem; width: auto; }
.player output { min-width: 9.5rem; font-variant-numeric: tabular-nums; }
#grids { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0.75rem; margin-top: 0.6rem; }
figure { margin: 0; }
.grid { min-width: 0; }
.grid canvas { width: 100%; display: block; }
.grid .name { font-weight: 600; width: fit-content; border-bottom: 3px solid var(--engine); margin-bottom: 0.35rem; }
.grid .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 0.5rem; margin: 0.2rem 0 0; color: var(--soft); font-size: 0.8rem; font-variant-numeric: tabular-nums; }
.grid .place[data-bad="true"] { color: var(--bad); font-weight: 600; }
.key { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; list-style: none; margin: 0.6rem 0 0; padding: 0; color: var(--soft); font-size: 0.8rem; }
.key i { display: inline-block; width: 0.75em; height: 0.75em; margin-right: 0.35em; border-radius: 2px; }
.key .never { background: var(--never); } .key .there { background: var(--there); } .key .stale { background: var(--stale); }
.key .awaited { background: var(--awaited); } .key .fault { background: var(--fault); }
.key .sent { background: var(--sent); border: 3px solid var(--there); }
.more { margin-top: 1.25rem; }
.more > summary { cursor: pointer; margin-bottom: 0.5rem; }
.more h2 { display: inline; }
.segments { display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; margin-bottom: 0.75rem; }
.segments label { display: inline-flex; align-items: center; gap: 0.35rem; min-height: 1.9rem; cursor: pointer; }
.segments input { margin: 0; accent-color: var(--engine); }
.segments label:has(:checked) { font-weight: 600; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem 1.5rem; }
.plot { min-width: 0; min-height: 12rem; }
.plot svg { max-width: 100%; height: auto; display: block; }

@media (min-width: 48rem) {
  body { grid-template: auto 1fr / 17.5rem minmax(0, 1fr); }
  body > header { grid-column: 1 / -1; }
  #controls { border-bottom: 0; border-right: 1px solid var(--line); }
}
@media (min-width: 64rem) {
  body { grid-template-columns: 19rem minmax(0, 1fr); }
  main { padding: 0.75rem 1.5rem 2rem; }
  #controls { position: sticky; top: 0; align-self: start; max-height: 100vh; min-height: 100%; overflow: auto; }
}
@media (max-width: 63.99rem) {
  .best { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; margin: 0; padding: 0; overflow: hidden; }
  #comparison thead td, #comparison tbody th { width: 6.8rem; }
  #grids { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (max-width: 47.99rem) {
  .actions { margin-left: 0; }
  button, select, .field input[type="text"] { min-height: 2.2rem; }
  input[type="range"] { height: 1.75rem; }
  .field input[type="text"] { border-color: var(--line); }
  #comparison, #comparison thead, #comparison tbody { display: block; }
  #comparison tr { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0 0.5rem; }
  #comparison thead td { display: none; }
  #comparison tbody th { grid-column: 1 / -1; width: auto; padding-bottom: 0; }
  #comparison thead th { font-size: 0.8rem; line-height: 1.3; }
  #comparison td, #comparison thead th { padding-right: 0; font-size: 0.8rem; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; scroll-behavior: auto !important; }
}
`;
