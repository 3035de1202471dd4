import asPublished from "../../data/song-2014-as-published.json" with { type: "json" };
import supported from "../../data/song-2014-supported.json" with { type: "json" };
import type { PaperParameters } from "./song-2014-parameters.ts";

/**
 * Which costs a calibration of the paper's testbed allows. `supported`: each within a bound that a source or a measurement
 * supports, and the same for both engines. `as-published`: the peek at the dirty log, which only pre-copy makes, may cost
 * more.
 */
export type CalibrationName = "supported" | "as-published";

/** A parameter that the calibration has fitted, with its bounds. */
export interface FittedParameter {
  /** Path in {@linkcode PaperParameters}. */
  path: string;
  /** Smallest plausible value. */
  min: number;
  /** Largest plausible value. */
  max: number;
  /** Meaning of the parameter. */
  why: string;
  /** Source of the bounds. */
  source: string;
}

/** The parameters of the paper's testbed, and which of them were fitted. */
export interface PaperCalibration {
  /** The parameters. */
  parameters: PaperParameters;
  /** The fitted ones. */
  free: readonly FittedParameter[];
}

/** The calibrations of `data/song-2014-*.json`. */
export const PAPER_CALIBRATIONS: Readonly<Record<CalibrationName, PaperCalibration>> = {
  "supported": supported,
  "as-published": asPublished,
};
