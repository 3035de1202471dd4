/**
 * Simulates how much each host cost adds to the difference between the time and the pages that three-stage copy saves.
 * Prints the tables of `docs/song-2014.md` and draws `docs/song-2014.svg`.
 *
 *     deno run -q --allow-read --allow-write=docs tools/song-2014-study.ts
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { drawPlot } from "../lib/plot/svg/draw-plot.ts";
import { frame } from "../lib/plot/svg/frame.ts";
import { standaloneSvg } from "../lib/plot/svg/standalone.ts";
import { ENGINE_COLORS } from "../lib/plot/svg/theme.ts";
import { type DirtyRate, ENGINES, figuresOf, type PaperRow } from "../lib/paper/bars.ts";
import { type Claim, judgeClaims } from "../lib/paper/claims.ts";
import { reproducePaper } from "../lib/paper/reproduce.ts";
import { PAPER } from "../lib/paper/published.ts";
import { simulateScenario } from "../lib/engine/simulate.ts";
import type { Host } from "../lib/scenario/types.ts";
import { testbed } from "../lib/scenario/song-2014.ts";
import { PAPER_CALIBRATIONS } from "../lib/scenario/song-2014-calibrations.ts";
import type { PaperParameters } from "../lib/scenario/song-2014-parameters.ts";

const SEEDS = 30;

/** A change of the testbed. */
interface Change {
  /** Costs of both hosts. */
  host?: Partial<Host>;
  /** Fixed cost of a round that grows with memory, in seconds a page. */
  roundSecondsPerPage?: number;
  /** Share of its copy rate that the source keeps while the guest runs there. */
  liveShare?: number;
  /** Three-stage copy's time ends when the guest resumes. */
  untilResume?: boolean;
}

function rowsOf(parameters: PaperParameters, change: Change, seeds: number): PaperRow[] {
  const { liveShare, roundSecondsPerPage = 0, untilResume = false } = change;
  const changed = { ...parameters, host: { ...parameters.host, ...change.host } };
  return (["low", "high"] as const).flatMap((dirtyRate) => {
    const preset = testbed(changed, dirtyRate);
    return PAPER.testbed.memoryMiB.flatMap((memoryMiB) => {
      const vm = { ...preset.vm, memoryBytes: memoryMiB * 2 ** 20 };
      const perPage = roundSecondsPerPage * vm.memoryBytes / vm.pageBytes;
      const source = { ...preset.source, roundSeconds: preset.source.roundSeconds + perPage };
      const workload = preset.workload(vm);
      const maxBytesPerSecond = liveShare === undefined ? null : source.copyBytesPerSecond * liveShare;
      return ENGINES.flatMap((engine) =>
        Array.from({ length: seeds }, (_, seed): PaperRow => {
          const migration = { ...preset.migration, engine, maxBytesPerSecond };
          const result = simulateScenario({
            ...preset,
            source,
            vm,
            workload,
            migration,
            seed: `study/${seed}/${dirtyRate}/${memoryMiB}`,
          });
          const { downtimeSeconds, pagesTransferred, phases } = result;
          const last = phases[phases.length - 1];
          const totalSeconds = untilResume && engine === "three-stage" ? last.startSeconds : result.totalSeconds;
          return { dirtyRate, memoryMiB, engine, totalSeconds, downtimeSeconds: downtimeSeconds!, pagesTransferred };
        })
      );
    });
  });
}

function claimsOf(parameters: PaperParameters, change: Change = {}, seeds = SEEDS): Claim[] {
  const figures = figuresOf(rowsOf(parameters, change, seeds));
  return [...judgeClaims(figures), ...judgeClaims(figures, PAPER.furtherClaims)];
}

const figureOf = (claims: readonly Claim[], id: string) => claims.find((claim) => claim.id === id)!;

/** Time saved less pages saved, in percentage points. */
function gapOf(claims: readonly Claim[], rate: DirtyRate, of: (claim: Claim) => number = ({ ours }) => ours): number {
  return of(figureOf(claims, `${rate}-time-reduction`)) - of(figureOf(claims, `${rate}-pages-reduction`));
}

/** The size of a cost with which the gap at the low rate is the paper's; `null` if there is none. */
function neededFor(changeOf: (size: number) => Change, from: number, to: number): number | null {
  const tooLittle = (size: number) => gapOf(claimsOf(NONE, changeOf(size), 8), "low") < PAPER_GAP.low;
  const rising = tooLittle(from);
  if (rising === tooLittle(to)) return null;
  for (let i = 0; i < 12; i++) {
    const middle = Math.sqrt(from * to);
    if (tooLittle(middle) === rising) from = middle;
    else to = middle;
  }
  return Math.sqrt(from * to);
}

const supported = PAPER_CALIBRATIONS.supported.parameters;
const boundOf = (name: keyof Host) =>
  PAPER_CALIBRATIONS.supported.free.find(({ path }) => path === `host.${name}`)!.max;
const NOTHING: Partial<Host> = {
  roundSeconds: 0,
  dirtyLogReadSeconds: 0,
  dirtyLogReadSecondsPerPage: 0,
  peekSeconds: 0,
  batchSeconds: 0,
  walkSecondsPerPage: 0,
};
const printed = claimsOf(supported, {}, 1);
const PAPER_GAP: Record<DirtyRate, number> = {
  low: gapOf(printed, "low", ({ paper }) => paper!),
  high: gapOf(printed, "high", ({ paper }) => paper!),
};
/** The supported calibration with no costs but those of copying pages, suspending and resuming. */
const NONE: PaperParameters = { ...supported, host: { ...supported.host, ...NOTHING } };

const costs = [
  "roundSeconds",
  "dirtyLogReadSeconds",
  "dirtyLogReadSecondsPerPage",
  "batchSeconds",
  "peekSeconds",
] as const;
const allAtBound = Object.fromEntries(costs.map((name) => [name, boundOf(name)]));
const published = PAPER_CALIBRATIONS["as-published"].parameters;
const ms = (seconds: number) => `${Number((seconds * 1000).toPrecision(3))} ms`;

const alone = (label: string, change: Change) => ({ label: `+ ${label}`, claims: claimsOf(NONE, change) });
const atBound = (name: keyof Host) => ({ host: { [name]: boundOf(name) } });
/** All costs that favor the claim, at their bounds. The cost of a batch works against it. */
const FAVORABLE: Change = { host: { ...allAtBound, batchSeconds: 0 }, liveShare: 0.9 };

const CASES: { label: string; claims: Claim[] }[] = [
  { label: "pages alone: no other cost", claims: claimsOf(NONE) },
  alone(`a round: ${ms(boundOf("roundSeconds"))}`, atBound("roundSeconds")),
  alone(`a dirty-log read: ${ms(boundOf("dirtyLogReadSeconds"))}`, atBound("dirtyLogReadSeconds")),
  alone(
    `a dirty-log read: ${boundOf("dirtyLogReadSecondsPerPage") * 1e6} µs a page`,
    atBound("dirtyLogReadSecondsPerPage"),
  ),
  alone(`a batch: ${ms(boundOf("batchSeconds"))}`, atBound("batchSeconds")),
  alone(`a peek: ${ms(boundOf("peekSeconds"))}`, atBound("peekSeconds")),
  // Slow start from 10 segments to 25 kB in flight (1 Gbit/s x 0.2 ms) takes one round trip; ten are generous.
  alone("a TCP restart in each round: 2 ms", { host: { roundSeconds: 0.002 } }),
  alone("hosts at 90 % while the guest runs there", { liveShare: 0.9 }),
  { label: "all of these but the batch", claims: claimsOf(NONE, FAVORABLE) },
  { label: "supported calibration", claims: claimsOf(supported) },
  { label: `as published: a peek of ${ms(published.host.peekSeconds!)}`, claims: claimsOf(published) },
];

const NEEDED: {
  label: string;
  size: number | null;
  unit: string;
  supported: string;
  change: (size: number) => Change;
}[] = [
  {
    label: "fixed cost of a round",
    ...sized((size) => ({ host: { roundSeconds: size } }), 0.01, 3),
    unit: "s",
    supported: `${(boundOf("roundSeconds") + boundOf("dirtyLogReadSeconds")).toFixed(3)} s, dirty-log read included`,
  },
  {
    label: "cost of a round that grows with memory",
    ...sized((size) => ({ roundSecondsPerPage: size }), 1e-8, 1e-4),
    unit: "s/page",
    supported: `${boundOf("dirtyLogReadSecondsPerPage")} s/page`,
  },
  {
    label: "cost of a batch, paid by both engines",
    ...sized((size) => ({ host: { batchSeconds: size } }), 0.001, 10),
    unit: "s",
    supported: `${boundOf("batchSeconds")} s`,
  },
  {
    label: "share of the host's rate left while the guest runs there",
    ...sized((size) => ({ liveShare: size }), 0.02, 1),
    unit: "",
    supported: "0.9 or more: 8 cores, two virtual CPUs each for dom0 and guest",
  },
  {
    label: "cost of a peek, paid by pre-copy alone",
    ...sized((size) => ({ host: { peekSeconds: size } }), 1e-4, 1),
    unit: "s",
    supported: `${boundOf("peekSeconds")} s`,
  },
];

function sized(change: (size: number) => Change, from: number, to: number) {
  return { change, size: neededFor(change, from, to) };
}

const ids = ["low-time-reduction", "low-pages-reduction", "high-time-reduction", "high-pages-reduction"];
const gaps = (claims: readonly Claim[]) => `${gapOf(claims, "low").toFixed(1)} | ${gapOf(claims, "high").toFixed(1)}`;
const row = (label: string, claims: readonly Claim[]) => {
  const broken = claims.filter(({ holds }) => !holds).map(({ id }) => id);
  return `| ${label} | ${gaps(claims)} | ${ids.map((id) => figureOf(claims, id).ours.toFixed(1)).join(" | ")} | ${
    claims.length - broken.length
  } of ${claims.length} | ${broken.join(", ")} |`;
};
console.log(`Means of seeds 1 to ${SEEDS}\n`);
for (const { label, claims } of CASES) console.log(row(label, claims));
console.log("\nNeeded\n");
for (const { label, size, unit, supported, change } of NEEDED) {
  console.log(
    `| ${label} | ${size === null ? "none suffices" : `${Number(size.toPrecision(3))} ${unit}`} | ${supported} |`,
  );
  if (size !== null) console.log(`    ${row(label, claimsOf(NONE, change(size)))}`);
}
console.log(row("time until resume", claimsOf(supported, { untilResume: true })));
const reproduction = reproducePaper();
const outcomes = { "supported": reproduction, "as-published": reproduction.asPublished };
for (const name of ["supported", "as-published"] as const) {
  const { parameters } = PAPER_CALIBRATIONS[name];
  const { claims, furtherClaims, figures } = outcomes[name];
  console.log(`\n${name}: seed 1 with five replicates; means of seeds 1 to ${SEEDS}\n`);
  const shipped = [...claims, ...furtherClaims];
  const many = claimsOf(parameters);
  shipped.forEach(({ id, paper, ours, unit, holds }, i) =>
    console.log(
      `| ${id} | ${paper ?? "-"} | ${ours.toFixed(2)} ${unit} ${holds} | ${many[i].ours.toFixed(2)} ${many[i].holds} |`,
    )
  );
  for (const figure of ["4", "5"] as const) {
    for (const panel of ["a", "b", "c"] as const) {
      console.log(`${figure}${panel}: ${figures[figure][panel].map((bar) => bar.mean.toFixed(1)).join(" ")}`);
    }
  }
}

const RATES: readonly DirtyRate[] = ["low", "high"];
const bars = CASES.flatMap(({ label, claims }) => RATES.map((rate) => ({ label, rate, gap: gapOf(claims, rate) })));
const papers = RATES.map((rate) => ({ rate, gap: PAPER_GAP[rate] }));
const [width, height] = [860, 70 + 24 * CASES.length];
const plot = drawPlot({
  width,
  height,
  marginLeft: 300,
  marginRight: 16,
  marginTop: 40,
  marginBottom: 40,
  x: { domain: [-2, 18], label: null },
  y: { domain: CASES.map(({ label }) => label), label: null },
  fx: { domain: RATES, label: null, padding: 0.06, axis: null },
  marks: [
    Plot.gridX({ strokeOpacity: 0.15 }),
    Plot.axisX({
      ticks: [0, 5, 10, 15],
      label: "percentage points (bars below -2 are cut off)",
      labelArrow: "none",
      labelAnchor: "center",
    }),
    Plot.axisY({ tickSize: 0 }),
    Plot.barX(bars, {
      fx: "rate",
      x1: 0,
      x2: (bar: { gap: number }) => Math.max(-2, bar.gap),
      y: "label",
      fill: (bar: { label: string }) =>
        ENGINE_COLORS[bar.label.startsWith("as published") ? "pre-copy" : "three-stage"],
      insetTop: 3,
      insetBottom: 3,
    }),
    Plot.text(bars, {
      fx: "rate",
      x: (bar: { gap: number }) => Math.max(0, bar.gap),
      y: "label",
      text: (bar: { gap: number }) => bar.gap.toFixed(1),
      textAnchor: "start",
      dx: 4,
    }),
    Plot.ruleX(papers, { fx: "rate", x: "gap", stroke: "currentColor", strokeDasharray: "4 3" }),
    Plot.text(papers, {
      fx: "rate",
      x: "gap",
      frameAnchor: "top",
      dy: -12,
      text: (one: { gap: number }) => `paper: ${one.gap.toFixed(1)}`,
    }),
    Plot.text(RATES, {
      fx: (rate: DirtyRate) => rate,
      frameAnchor: "top-left",
      dy: -28,
      text: (rate: DirtyRate) => `${rate} dirty rate`,
      fontWeight: 600,
    }),
  ],
});
const title = "Time saved less pages saved by three-stage copy, with one cost at a time";
const description = `${title}. ${
  CASES.map(({ label, claims }) => `${label}: ${gaps(claims).replace("|", "and")}`).join("; ")
} points at the low and the high rate.`;
const chart = frame({ title, description, width }, () => ({ svg: plot, height }));
Deno.writeTextFileSync("docs/song-2014.svg", standaloneSvg(chart));
