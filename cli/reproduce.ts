import calibration from "../data/song-2014-calibration.json" with { type: "json" };
import type { Claim } from "../lib/paper/claims.ts";
import { MAX_REPLICATES, reproducePaper, type Reproduction } from "../lib/paper/reproduce.ts";
import { reportHtml } from "../lib/report/report-html.ts";
import { claimsTable, oursText } from "../lib/table/claims-table.ts";
import { formatSeconds } from "../lib/text/format.ts";
import { defineCommand } from "../shell/command.ts";
import { text, toggle, wholeNumber } from "../shell/flags.ts";
import { progressOf } from "../shell/io.ts";
import { writeInto } from "../shell/write-into.ts";

/** The command `reproduce`. */
export const command = defineCommand({
  name: "reproduce",
  about: "Reproduce Figures 4 and 5 of the three-stage-copy paper and check its claims against them.",
  flags: {
    seed: text("seeds the replicates: any text or number", { value: "S", default: "1" }),
    replicates: wholeNumber("replicates of each bar", {
      min: 1,
      max: MAX_REPLICATES,
      default: 5,
      shown: "5, as in the paper",
    }),
    out: text("folder for figure-4.svg, figure-5.svg, report.html and reproduce.json", { value: "DIR", shown: "out" }),
    json: toggle("print the content of reproduce.json as one JSON document"),
  },
  notes: [
    "This task can only write to out/. To write elsewhere:",
    "  deno run -P=reproduce --allow-read=DIR --allow-write=DIR main.ts reproduce --out DIR",
    "The averages of the default seed lie within 1 point of the paper's. With five replicates, about 1 seed in 8 misses " +
    "a claim by chance.",
  ],
  exitCodes: { 0: "all claims hold", 1: "a claim does not hold" },
  async run({ seed, replicates, out, json }, io) {
    const began = performance.now();
    const reproduction = reproducePaper({ seed, replicates, onProgress: progressOf(io, "simulations") });
    const seconds = (performance.now() - began) / 1000;
    io.showProgress("drawing");
    const files = await filesOf(reproduction);
    const folder = await writeInto(io, { out, otherwise: "out" }, files);
    io.showProgress("");
    const { claims } = reproduction;
    const written = Array.from(files.keys(), (name) => `${folder}/${name}`);
    io.print(json ? files.get("reproduce.json")! : summaryOf(reproduction, seconds, written));
    return claims.every(({ holds }) => holds) ? 0 : 1;
  },
});

async function filesOf(reproduction: Reproduction): Promise<Map<string, string>> {
  const { paperChart, standaloneSvg } = await import("../lib/plot.ts");
  const { claims, figures, seed, replicates, version } = reproduction;
  const { parameters, free: explanations } = calibration;
  return new Map([
    ["figure-4.svg", standaloneSvg(paperChart(figures, "4"))],
    ["figure-5.svg", standaloneSvg(paperChart(figures, "5"))],
    ["report.html", reportHtml(reproduction, { parameters, explanations, seed, replicates })],
    ["reproduce.json", `${JSON.stringify({ version, seed, replicates, claims, figures }, null, 2)}\n`],
  ]);
}

function summaryOf({ claims }: Reproduction, seconds: number, files: readonly string[]): string {
  return [
    claimsTable(claims, { tests: false }).text,
    "",
    verdictOn(claims),
    "",
    `Simulated in ${formatSeconds(seconds)}. Wrote:`,
    ...files.map((file) => `  ${file}`),
    "",
  ].join("\n");
}

function verdictOn(claims: readonly Claim[]): string {
  const broken = claims.filter(({ holds }) => !holds);
  if (broken.length === 0) return `All ${claims.length} claims hold.`;
  const lines = broken.map((claim) => `  ${claim.id}: ${claim.test}, got ${oursText(claim)}`);
  return [`${broken.length} of ${claims.length} claims do not hold:`, ...lines].join("\n");
}
