import asPublished from "../data/song-2014-as-published.json" with { type: "json" };
import supported from "../data/song-2014-supported.json" with { type: "json" };
import type { Reproduction } from "../lib/paper/reproduce.ts";
import { paperChart, standaloneSvg } from "../lib/plot.ts";
import { reportHtml } from "../lib/report/report-html.ts";

/** What `reproduce` writes: file name to text. */
export function reproductionFiles(
  reproduction: Reproduction,
  seed: string,
  replicates: number,
): Map<string, string> {
  const { calibration, claims, figures, simulationSeconds } = reproduction;
  const { parameters, free: explanations } = { supported, "as-published": asPublished }[calibration];
  return new Map([
    ["figure-4.svg", standaloneSvg(paperChart(figures, "4"))],
    ["figure-5.svg", standaloneSvg(paperChart(figures, "5"))],
    ["report.html", reportHtml(reproduction, { parameters, explanations, seed, replicates })],
    ["reproduce.json", `${JSON.stringify({ calibration, claims, figures, simulationSeconds }, null, 2)}\n`],
  ]);
}
