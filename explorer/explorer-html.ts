import { CELL_STATES } from "../lib/film/cell-states.ts";
import { type Html, html, trusted } from "../lib/text/html.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";
import { STYLE } from "./style.ts";

/** The content of a page. */
export interface ExplorerPage {
  /** The script, from `pageScript`. */
  script: string;
  /** The scenario to start with; default: the explorer's own. */
  scenario?: ScenarioInput;
}

const SPEEDS: readonly [value: string, label: string][] = [
  ["", "10 s in total"],
  ["0.1", "0.1 × real time"],
  ["1", "real time"],
  ["10", "10 × real time"],
  ["100", "100 × real time"],
];

const STATE_CLASSES: Record<typeof CELL_STATES[number], string> = {
  "never sent": "never",
  "up to date": "there",
  "stale": "stale",
  "awaited": "awaited",
};

/** The explorer as one HTML page, which needs no network and no other files. */
export function explorerHtml({ script, scenario }: ExplorerPage): string {
  return html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:"
        >
        <link rel="icon" href="data:,">
        <title>Pageferry explorer: live migration of a virtual machine</title>
        <style>${trusted(STYLE)}</style>
      </head>
      <body>
        <header>
          <h1>Pageferry <span>explorer</span></h1>
          <p class="lead">Compare four ways to migrate the same virtual machine.</p>
          <div class="actions" role="group" aria-label="Copy">
            <button type="button" id="copy-link">Copy link</button>
            <button type="button" id="copy-scenario">Copy scenario <abbr title="JavaScript Object Notation">JSON</abbr></button>
            <button type="button" id="copy-cell">Copy notebook cell</button>
          </div>
          <p id="status" role="status"></p>
          <p id="copied" hidden><label for="copy-text">Text to copy</label><textarea id="copy-text" rows="6" readonly></textarea></p>
        </header>
        <section id="controls" aria-label="Scenario"></section>
        <main>
          <noscript><p class="problem">The explorer runs in your browser and needs JavaScript.</p></noscript>
          <div id="situations" role="group" aria-label="Examples"></div>
          <p id="situation-hint" class="soft"></p>
          <p id="problem" class="problem" role="alert" hidden></p>
          <section aria-labelledby="figures-title">
            <h2 id="figures-title" class="visually-hidden">Comparison of the engines</h2>
            <table id="comparison" role="table" aria-labelledby="figures-title"></table>
          </section>
          ${animationSection()}
          <details class="more" open>
            <summary><h2>Time and faults</h2></summary>
            <div id="all-plots" class="plots"></div>
          </details>
          <details class="more" open>
            <summary><h2 id="plots-title">One run in detail</h2></summary>
            <div id="engines" class="segments" role="radiogroup" aria-labelledby="plots-title"></div>
            <div id="plots" class="plots"></div>
          </details>
          <p id="summary" class="visually-hidden" role="status"></p>
        </main>
        ${given(scenario)}
        <script id="bundle" type="module">${trusted(withinScript(script))}</script>
      </body>
    </html>
  `.markup;
}

function animationSection(): Html {
  const speeds = SPEEDS.map(([value, label]) => html`<option value="${value}">${label}</option>`);
  const key = CELL_STATES.map((state) => html`<li><i class="${STATE_CLASSES[state]}"></i>${state}</li>`);
  return html`
    <section aria-labelledby="animation-title">
      <h2 id="animation-title">Memory, page by page</h2>
      <div id="animation" class="player" role="group" aria-label="Animation">
        <button type="button" id="play">Play</button>
        <button type="button" id="back" aria-label="One step back">−1</button>
        <button type="button" id="forward" aria-label="One step forward">+1</button>
        <input type="range" id="scrubber" min="0" step="1" aria-label="Time since the migrations began">
        <output id="clock" for="scrubber"></output>
        <label for="speed">Speed</label>
        <select id="speed">${speeds}</select>
      </div>
      <div id="grids"></div>
      <ul
        class="key">${key}<li><i class="sent"></i>being sent</li><li><i class="fault"></i>demand fault</li><li id="scale"></li></ul>
    </section>
  `;
}

/** The scenario, as data for the script. */
function given(scenario: ScenarioInput | undefined): Html {
  if (scenario === undefined) return trusted("");
  return html`<script id="given" type="application/json">${trusted(withinScript(JSON.stringify(scenario)))}</script>`;
}

/** Escapes the ends of scripts and HTML comments in a script. JavaScript and JSON strings read `\u003c` as `<`. */
function withinScript(text: string): string {
  return text.replaceAll(/<(?=\/script|!--|script)/gi, "\\u003c");
}
