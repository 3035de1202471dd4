import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Figures, Panel, PaperEngine } from "../../lib/paper/bars.ts";
import { judgeClaims } from "../../lib/paper/claims.ts";
import { PAPER } from "../../lib/paper/published.ts";
import { figuresThatHold } from "./figures.ts";

/** Figures with these bars of one panel of Figure 5. */
function withHigh(panel: Panel, precopy: number[], threeStage: number[], figures = figuresThatHold()): Figures {
  const values: Record<PaperEngine, number[]> = { "pre-copy": precopy, "three-stage": threeStage };
  for (const engine of ["pre-copy", "three-stage"] as const) {
    figures["5"][panel].filter((bar) => bar.engine === engine).forEach((bar, i) => bar.mean = values[engine][i]);
  }
  return figures;
}

const furtherClaims = (figures: Figures) => judgeClaims(figures, PAPER.furtherClaims);
const PAGES: [number[], number[]] = [[400, 800, 1600, 1900], [257.2, 514.4, 1028.8, 1221.7]];
const failed = (figures: Figures) => furtherClaims(figures).filter(({ holds }) => !holds).map(({ id }) => id);

Deno.test("judgeClaims accepts figures that meet the statements of section 4.2", () => {
  const figures = withHigh("c", [300, 310, 320, 330], [400, 500, 600, 990], withHigh("b", ...PAGES));
  const [pages, rise, longer] = furtherClaims(figures);
  assertAlmostEquals(pages.ours, 35.7, 0.01);
  assertEquals(pages.paper, 35.7);
  assertAlmostEquals(rise.ours, 3, 0.2);
  assertAlmostEquals(longer.ours, 622.5 - 315, 1e-9);
  assertEquals(failed(figures), []);
});

Deno.test("judgeClaims rejects each statement of section 4.2 that the figures do not meet", () => {
  const good = () => withHigh("c", [300, 310, 320, 330], [400, 500, 600, 990], withHigh("b", ...PAGES));
  assertEquals(failed(withHigh("b", PAGES[0], PAGES[1].map((pages) => pages * 0.95), good())), [
    "high-pages-reduction",
  ]);
  assertEquals(failed(withHigh("c", [140, 310, 320, 330], [400, 500, 600, 990], good())), ["high-downtime-rises"]);
  assertEquals(failed(withHigh("c", [700, 710, 720, 730], [400, 500, 600, 990], good())), [
    "high-downtime-threestage-longer",
  ]);
  assertEquals(failed(withHigh("c", [300, 310, 320, 330], [400, 500, 600, 1000], good())), [
    "high-downtime-threestage-longer",
  ]);
});
