import calibration from "../../data/tsmc-calibration.json" with { type: "json" };
import type { Reproduction } from "../paper/reproduce.ts";
import { paperFigure, standaloneSvg } from "../plot/mod.ts";
import { reportHtml } from "../report/report-html.ts";

/** What `reproduce` writes: file name to text. */
export function reproductionFiles(
  reproduction: Reproduction,
  seed: string,
  replicates: number,
): Map<string, string> {
  const { claims, figures, simulationSeconds } = reproduction;
  const { parameters, free: explanations } = calibration;
  return new Map([
    ["figure-4.svg", standaloneSvg(paperFigure(figures, "4"))],
    ["figure-5.svg", standaloneSvg(paperFigure(figures, "5"))],
    ["report.html", reportHtml(reproduction, { parameters, explanations, seed, replicates })],
    ["reproduce.json", `${JSON.stringify({ claims, figures, simulationSeconds }, null, 2)}\n`],
  ]);
}
