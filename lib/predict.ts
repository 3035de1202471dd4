/**
 * Prediction for a VM: from its measured dirty rate, its platform and its link to whether and how it migrates.
 *
 * @example
 * ```ts
 * import { predict, readCurve } from "@pageferry/pageferry/predict";
 * import { assert } from "@std/assert";
 *
 * const curve = readCurve("seconds,pages\n1,9000\n4,21000\n16,48000\n");
 * const { totalSeconds, why } = predict({ curve, memoryBytes: 8 * 2 ** 30, bandwidthBitsPerSecond: 10e9, seeds: 1 });
 * assert(totalSeconds!.max < 10 && why.length > 0);
 * ```
 *
 * @module
 */
export type { DirtyCurve } from "./curve/dirty-curve.ts";
export { correctCurve, observedPoints } from "./curve/observed.ts";
export { readCurve } from "./curve/read.ts";
export { advise } from "./predict/advise.ts";
export type { Advice, AdviceOption, AdviseInput } from "./predict/advise.ts";
export type { AdvisedSettings, Measure } from "./predict/settings.ts";
export { answerOf } from "./predict/answer.ts";
export { predict } from "./predict/predict.ts";
export { curveOfRate } from "./predict/shapes.ts";
export type {
  Cell,
  EngineOutcome,
  OwnCell,
  PredictedOutcome,
  PredictedRange,
  PredictInput,
  Prediction,
  RatePoint,
  ShapeOutcome,
} from "./predict/types.ts";
export type { RateBound, SendRate } from "./engine/link/send-rate.ts";
export type { Verdict } from "./engine/run/result.ts";
export type { Engine, PlatformName } from "./scenario/names.ts";
export type { CurvePoint, Scenario } from "./scenario/types.ts";
