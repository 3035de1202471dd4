/**
 * Measures in Chromium how fast the explorer responds to a slider: the time from the input event until the table shows the
 * new results of all engines, over 40 moves of each of several sliders. Run it with `deno run -A bench/explorer.ts`.
 */
import { chromium } from "playwright-core";
import { explorerPage } from "../explorer/mod.ts";
import { findChromium } from "../tools/find-chromium.ts";

const MOVES = 40;
const SLIDERS = ["writesPerSecond", "bandwidthBitsPerSecond", "latencySeconds", "prepullPages", "hotShare"];
const GUESTS = {
  "1 GiB, first state": "memory=1073741824",
  "1 GiB, QEMU": "memory=1073741824&preset=qemu&rules=qemu",
  "1 GiB, the paper's testbed": "memory=1073741824&preset=song2014Low&rules=xen-4.1",
  "64 GiB, first state": "memory=68719476736",
};

const began = performance.now();
const page = await explorerPage();
console.log(`built in ${Math.round(performance.now() - began)} ms: ${page.length} characters`);
const path = await Deno.makeTempFile({ suffix: ".html" });
await Deno.writeTextFile(path, page);
const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
for (const [guest, fragment] of Object.entries(GUESTS)) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await tab.goto(`file://${path}#${fragment}`);
  // Wait until the first films are drawn, as a user would.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const all: number[] = [];
  for (const slider of SLIDERS) {
    for (let move = 0; move < MOVES; move++) {
      all.push(
        await tab.evaluate<number>(`new Promise((resolve) => {
        const slider = document.getElementById("${slider}");
        slider.value = ${move % 2 === 0 ? "+slider.value + 1" : "+slider.value - 1"};
        const start = performance.now();
        const table = document.getElementById("comparison");
        const watch = new MutationObserver(() => {
          if (table.querySelector('[data-old="true"]')) return;
          watch.disconnect();
          resolve(performance.now() - start);
        });
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        watch.observe(table, { subtree: true, attributes: true, attributeFilter: ["data-old"] });
      })`),
      );
      // Some moves come after a pause, in which films and charts have begun.
      await new Promise((resolve) => setTimeout(resolve, move % 4 === 0 ? 400 : 30));
    }
  }
  all.sort((a, b) => a - b);
  const at = (share: number) => all[Math.min(all.length - 1, Math.floor(share * all.length))].toFixed(1);
  console.log(`${guest}: median ${at(0.5)} ms, 90th percentile ${at(0.9)} ms, worst ${at(1)} ms of ${all.length}`);
  await tab.close();
}
await browser.close();
await Deno.remove(path);
