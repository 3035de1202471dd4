// @ts-types="@types/d3-array"
import { max, mean, min, pairs } from "d3-array";
import type { Bar, Figures, Panel, PaperEngine } from "./bars.ts";
import { PAPER } from "./published.ts";

/** A claim of the paper beside the result of the simulation. */
export interface Claim {
  /** The claim's id in `data/song-2014.json`. */
  id: string;
  /** The claim in words. */
  says: string;
  /** The number that the paper prints; `null` if the claim has no number. */
  paper: number | null;
  /** The simulated number, or the margin by which a claim without a number holds. */
  ours: number;
  /** Unit of both. */
  unit: string;
  /** The meaning of `ours` and the condition under which the claim holds. */
  test: string;
  /** Whether the claim holds. */
  holds: boolean;
}

/** Largest difference, in percentage points, between a simulated and a printed average. */
const TOLERANCE_POINTS = 1;
/** Largest spread of pre-copy's downtimes, relative to their mean, that counts as stable. */
const STABLE_WITHIN_PERCENT = 15;

/** Smallest ratio of pre-copy's total times at the high and the low dirty rate that counts as an "obvious" increase. */
const OBVIOUS_GROWTH = 1.1;

type Judged = Pick<Claim, "ours" | "unit" | "test" | "holds">;

/** Checks every claim of the paper against the bars, in the paper's order. */
export function judgeClaims(figures: Figures): Claim[] {
  return PAPER.claims.map(({ id, says, value }) => {
    const judge = JUDGES[id];
    if (judge === undefined) throw new Error(`Cannot judge claims: there is no test for claim ${id}`);
    return { id, says, paper: value ?? null, ...judge(figures, value ?? NaN) };
  });
}

const JUDGES: Record<string, (figures: Figures, paper: number) => Judged> = {
  "low-time-reduction": (figures, paper) => averageReduction(figures["4"].a, paper),
  "low-pages-reduction": (figures, paper) => averageReduction(figures["4"].b, paper),
  "high-time-reduction": (figures, paper) => averageReduction(figures["5"].a, paper),
  "low-time-saving-grows": ({ "4": { a } }) =>
    above(min(steps(savings(a)))!, 0, "s", "smallest growth of the seconds saved from one size to the next"),
  "low-downtime-precopy-stable": ({ "4": { c } }) => {
    const downtimes = means(c, "pre-copy");
    const ours = (max(downtimes)! - min(downtimes)!) / mean(downtimes)! * 100;
    const test = `spread of the four downtimes, of their mean; at most ${STABLE_WITHIN_PERCENT} %`;
    return { ours, unit: "%", test, holds: ours <= STABLE_WITHIN_PERCENT };
  },
  "low-downtime-threestage-grows": ({ "4": { c } }) =>
    above(min(steps(means(c, "three-stage")))!, 0, "ms", "smallest growth of downtime from one size to the next"),
  "low-downtime-threestage-lower-small": ({ "4": { c } }) =>
    above(savings(c)[0], 0, "ms", "pre-copy's downtime less three-stage copy's at the smallest size"),
  "low-downtime-threestage-higher-large": ({ "4": { c } }) =>
    above(
      -savings(c)[savings(c).length - 1],
      0,
      "ms",
      "three-stage copy's downtime less pre-copy's at the largest size",
    ),
  "high-time-threestage-shorter": ({ "4": low, "5": high }) => {
    const judged = above(min(savings(high.a))!, 0, "s", "least time saved over the four sizes");
    const growth = means(high.a, "pre-copy").map((seconds, i) => seconds / means(low.a, "pre-copy")[i]);
    const test = `${judged.test}, and pre-copy at least ${
      Math.round(OBVIOUS_GROWTH * 100 - 100)
    } % slower than at the low rate`;
    return { ...judged, test, holds: judged.holds && min(growth)! >= OBVIOUS_GROWTH };
  },
  "axes": (figures) => {
    const panels = (["4", "5"] as const).flatMap((figure) =>
      (["a", "b", "c"] as const).map((panel) => inTopInterval(figures, figure, panel))
    );
    const ours = panels.filter(Boolean).length;
    const test = `panels whose tallest bar lies in the top tick interval; all ${panels.length}`;
    return { ours, unit: "panels", test, holds: ours === panels.length };
  },
};

function averageReduction(bars: Bar[], paper: number): Judged {
  const before = means(bars, "pre-copy");
  const ours = mean(means(bars, "three-stage"), (after, i) => (1 - after / before[i]) * 100)!;
  const test = `mean reduction over the four sizes; within ${TOLERANCE_POINTS} percentage point`;
  return { ours, unit: "%", test, holds: Math.abs(ours - paper) <= TOLERANCE_POINTS };
}

function above(ours: number, limit: number, unit: string, what: string): Judged {
  return { ours, unit, test: `${what}; above ${limit}`, holds: ours > limit };
}

function means(bars: Bar[], engine: PaperEngine): number[] {
  return bars.filter((bar) => bar.engine === engine).map((bar) => bar.mean);
}

/** Pre-copy minus three-stage copy, by memory size. */
function savings(bars: Bar[]): number[] {
  const after = means(bars, "three-stage");
  return means(bars, "pre-copy").map((before, i) => before - after[i]);
}

function steps(values: number[]): number[] {
  return pairs(values, (a, b) => b - a);
}

/** Whether the tallest bar of a panel lies in the top tick interval of the printed axis. */
function inTopInterval(figures: Figures, figure: "4" | "5", panel: Panel): boolean {
  const { axisMax, tick } = PAPER.figures[figure].panels[panel];
  const tallest = max(figures[figure][panel], (bar) => bar.mean)!;
  return tallest > axisMax - tick && tallest <= axisMax;
}
