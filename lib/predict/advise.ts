// @ts-types="@types/d3-array"
import { least } from "d3-array";
import { BitmapPool } from "../bitmap/pool.ts";
import { sendRateOf } from "../engine/link/send-rate.ts";
import type { MigrationResult } from "../engine/run/result.ts";
import { timeLimitOf } from "../engine/run/time-limit.ts";
import { simulateScenario } from "../engine/simulate.ts";
import type { PlatformName } from "../scenario/names.ts";
import type { Scenario } from "../scenario/types.ts";
import { formatNumber, formatSeconds } from "../text/format.ts";
import { mistake } from "../text/message.ts";
import { checkOptions, requireCount } from "../text/require.ts";
import { curveWarnings, guestOf, scenarioFor } from "./guest.ts";
import { outcomeOf, patient } from "./outcome.ts";
import { sampleMemory } from "./sample-memory.ts";
import { type AdvisedSettings, controlsOf, MEASURE_COSTS, settingsOf } from "./settings.ts";
import type { PredictedOutcome, PredictInput } from "./types.ts";

const TASK = "advise";
/** Pages and noise of the simulations that only sort out settings far from the target. */
const SCREEN_PAGES = 2 ** 17;
const SCREEN_SLACK = 1.25;
/** A migration is not followed for longer than this many times the target, or the time that memory takes. */
const LONGEST = 3;

/** What to advise on: a guest, a platform, a link and a target. */
export interface AdviseInput extends
  Pick<
    PredictInput,
    "curve" | "platform" | "memoryBytes" | "zeroPages" | "bandwidthBitsPerSecond" | "seeds"
  > {
  /** The longest downtime that is acceptable, in seconds. */
  downtimeSeconds: number;
  /** The longest total time that is acceptable, in seconds. */
  withinSeconds: number;
  /** Share of the seeds that must meet both, for each shape of working set. Default 0.9. */
  probability?: number;
}

/** AdvisedSettings and their outcome. */
export interface AdviceOption extends PredictedOutcome, AdvisedSettings {
  /** The cap that the share of the link amounts to, in bytes per second; `null`: none, or the platform's own. */
  maxBytesPerSecond: number | null;
  /** Whether they meet the target with the stated probability. */
  meets: boolean;
  /** Share of the simulations that met the target, in the worst shape of working set. */
  metShare: number;
  /** The factor by which the target must be relaxed to be met; `null` if no factor helps, because it does not end. */
  relaxBy: number | null;
  /** The settings in the platform's own words. */
  set: string[];
  /** The cost for the guest, in words. */
  cost: string;
}

/** Advice on the settings of a migration. */
export interface Advice {
  /** The platform. */
  platform: PlatformName;
  /** The cheapest settings that meet the target; `null` if none do. */
  best: AdviceOption | null;
  /** The settings that come nearest to the target; `null` if some meet it. */
  nearest: AdviceOption | null;
  /** One sentence on why these. */
  reason: string;
  /** The platform's settings as they are. */
  asIs: AdviceOption;
  /** The cheapest settings of each measure that meet the target, or its nearest; the cheapest measure first. */
  options: AdviceOption[];
  /** What to distrust. */
  warnings: string[];
}

/**
 * Finds the cheapest settings that meet a target of downtime and total time. The order of cost: the measure that interferes
 * least with the guest, then the smallest share of the link, then the highest downtime limit.
 *
 * @throws {TypeError | RangeError} if a value is missing, unknown or out of range
 *
 * @example
 * ```ts
 * import { advise, readCurve } from "@pageferry/pageferry/predict";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const curve = readCurve("seconds,pages\n1,9000\n4,21000\n16,48000\n");
 * const guest = { curve, memoryBytes: 2 ** 32, bandwidthBitsPerSecond: 10e9, seeds: 1 };
 * const { best } = advise({ ...guest, downtimeSeconds: 0.4, withinSeconds: 60 });
 * assertStrictEquals(best?.measure, "the platform's limits");
 * ```
 */
export function advise(input: AdviseInput): Advice {
  const guest = checked(input);
  const { platform, memoryBytes, shapes } = guest;
  const base = shapes.map(({ points }) => scenarioFor(input, { ...guest, points }));
  const rate = sendRateOf(base[0]);
  const pool = new BitmapPool();
  const optionOf = (settings: AdvisedSettings): AdviceOption => {
    const scenarios = base.map((scenario) => scenarioWith(scenario, settings, input));
    const { maxBytesPerSecond } = scenarios[0].migration;
    const raised = maxBytesPerSecond === base[0].migration.maxBytesPerSecond ? null : rate.linkBytesPerSecond;
    return {
      ...settings,
      ...trial(scenarios, { ...input, pool }),
      maxBytesPerSecond: settings.linkShare === null ? null : maxBytesPerSecond,
      set: controlsOf(platform, settings, { memoryBytes, bytesPerSecond: maxBytesPerSecond ?? raised }),
      cost: MEASURE_COSTS[settings.measure],
    };
  };
  const screened = (settings: AdvisedSettings) => {
    const scenarios = base.map((one) => sampleMemory(scenarioWith(one, settings, input), SCREEN_PAGES));
    return trial(scenarios, { ...input, pool, seeds: 1, probability: 1 }).relaxBy ?? Infinity;
  };
  const tried = Array.from(
    Map.groupBy(settingsOf(platform, input), ({ measure }) => measure).values(),
    (ofMeasure) => bestOf(ofMeasure, { screened, optionOf }),
  );
  const options = tried.map(({ option }) => option);
  const best = options.find(({ meets }) => meets) ?? null;
  const nearest = best === null ? least(options, ({ relaxBy }) => relaxBy ?? Infinity)! : null;
  const tooSmall = best === null ? null : tried[options.indexOf(best)].before;
  const reason = best === null
    ? `No setting meets the target; ${nearest!.measure} comes nearest, but ${failureOf(nearest!, input)}.`
    : reasonFor(best, { options, tooSmall, input });
  const asIs = optionOf({
    measure: "the platform's limits",
    ...{ linkShare: null, downtimeLimitSeconds: null, postCopyAfterSeconds: null },
  });
  return { platform, best, nearest, reason, asIs, options, warnings: curveWarnings(input.curve, shapes) };
}

function checked(input: AdviseInput) {
  checkOptions(TASK, input, [
    ...["curve", "platform", "memoryBytes", "zeroPages", "bandwidthBitsPerSecond", "seeds"] as const,
    ...["downtimeSeconds", "withinSeconds", "probability"] as const,
  ], "input");
  const { seeds = 10, probability = 0.9 } = input;
  requireCount(seeds, { task: TASK, where: "seeds", max: 100 });
  for (const where of ["downtimeSeconds", "withinSeconds"] as const) {
    if (!(input[where] > 0 && input[where] < Infinity)) throw mistake(TASK, where, "a number above 0", input[where]);
  }
  if (!(probability > 0 && probability <= 1)) {
    throw mistake(TASK, "probability", "above 0, at most 1", probability);
  }
  return guestOf(input, TASK);
}

function scenarioWith(scenario: Scenario, settings: AdvisedSettings, { withinSeconds }: AdviseInput): Scenario {
  const { measure, linkShare, downtimeLimitSeconds: limit, postCopyAfterSeconds: timeout } = settings;
  const { migration } = scenario;
  const share = linkShare === null || linkShare === 1 ? null : linkShare * sendRateOf(scenario).linkBytesPerSecond;
  const isEndless = migration.hypervisor === "qemu" && migration.timeLimitAction === "abort";
  const sending = scenario.vm.memoryBytes / (share ?? sendRateOf(scenario).bytesPerSecond);
  const longest = Math.min(timeLimitOf(scenario) ?? Infinity, LONGEST * Math.max(withinSeconds, sending));
  return patient({
    ...scenario,
    migration: {
      ...migration,
      ...(linkShare === null ? {} : { maxBytesPerSecond: share }),
      ...(limit === null ? {} : { downtimeLimitSeconds: limit, downtimeSteps: [], downtimeDoublingPolls: null }),
      ...(isEndless ? { timeLimitSeconds: longest } : {}),
      ...(timeout === null ? {} : { timeLimitAction: "post-copy", timeLimitSeconds: timeout }),
      ...(measure === "auto-converge" ? { autoConverge: true } : {}),
      ...(measure === "three-stage copy" ? { engine: "three-stage" } : {}),
      ...(measure === "post-copy" ? { engine: "post-copy" } : {}),
    },
  });
}

type Target = Pick<AdviseInput, "downtimeSeconds" | "withinSeconds" | "probability" | "seeds">;

/** Simulates each shape with each seed, until too many have failed. */
function trial(
  scenarios: readonly Scenario[],
  { seeds = 10, probability = 0.9, pool, ...target }: Target & { pool: BitmapPool },
): PredictedOutcome & Pick<AdviceOption, "meets" | "metShare" | "relaxBy"> {
  const mayFail = Math.floor(seeds * (1 - probability) + 1e-9);
  const all: MigrationResult[] = [];
  const shapes = scenarios.map((scenario) => {
    const factors: number[] = [];
    const failures = () => factors.filter((factor) => factor > 1).length;
    for (let seed = 1; seed <= seeds && failures() <= mayFail; seed++) {
      const result = simulateScenario({ ...sampleMemory(scenario), seed }, { pool });
      factors.push(factorOf(result, target));
      all.push(result);
    }
    const metShare = 1 - failures() / factors.length;
    return { meets: failures() <= mayFail, metShare, relaxBy: factors.sort((a, b) => b - a)[mayFail] ?? 0 };
  });
  const relaxBy = Math.max(...shapes.map((shape) => shape.relaxBy));
  return {
    ...outcomeOf(all),
    meets: shapes.every(({ meets }) => meets),
    metShare: Math.min(...shapes.map(({ metShare }) => metShare)),
    relaxBy: Number.isFinite(relaxBy) ? relaxBy : null,
  };
}

/** The factor by which a target must be relaxed to be met. */
function factorOf(
  { verdict, totalSeconds, downtimeSeconds }: MigrationResult,
  target: Pick<Target, "downtimeSeconds" | "withinSeconds">,
): number {
  if (verdict === "diverged") return Infinity;
  return Math.max(totalSeconds / target.withinSeconds, downtimeSeconds! / target.downtimeSeconds);
}

/** The first settings that meet the target, else the nearest, and the settings with the next smaller share of the link. */
function bestOf(
  candidates: readonly AdvisedSettings[],
  { screened, optionOf }: {
    screened: (settings: AdvisedSettings) => number;
    optionOf: (settings: AdvisedSettings) => AdviceOption;
  },
): { option: AdviceOption; before: AdviceOption | null } {
  let nearest = { settings: candidates[0], factor: Infinity };
  for (const [i, settings] of candidates.entries()) {
    const factor = screened(settings);
    if (factor <= nearest.factor) nearest = { settings, factor };
    if (factor > SCREEN_SLACK) continue;
    const option = optionOf(settings);
    if (!option.meets) continue;
    const before = candidates.slice(0, i).findLast(({ linkShare }) => linkShare !== settings.linkShare);
    return { option, before: before === undefined ? null : optionOf(before) };
  }
  return { option: optionOf(nearest.settings), before: null };
}

/** Why settings fail the target, as the rest of a sentence. */
function failureOf({ verdicts, totalSeconds, downtimeSeconds }: AdviceOption, target: Target): string {
  if (totalSeconds === null || (verdicts.diverged ?? 0) > 0) return "it does not converge";
  const [total, downtime] = [totalSeconds.max, downtimeSeconds!.max];
  return total / target.withinSeconds > downtime / target.downtimeSeconds
    ? `it takes up to ${formatSeconds(total)}`
    : `the guest is down for up to ${formatSeconds(downtime)}`;
}

function reasonFor(
  best: AdviceOption,
  { options, tooSmall, input }: { options: AdviceOption[]; tooSmall: AdviceOption | null; input: AdviseInput },
): string {
  const lesser = options[options.indexOf(best) - 1];
  const why = [
    ...(lesser === undefined ? [] : [`with ${lesser.measure} alone ${failureOf(lesser, input)}`]),
    ...(tooSmall === null ? [] : [
      `with ${formatNumber(tooSmall.linkShare! * 100)} % of the link ${failureOf(tooSmall, input)}`,
    ]),
  ];
  return why.length === 0
    ? "The cheapest settings of all meet the target."
    : `Nothing cheaper meets the target: ${why.join("; ")}.`;
}
