import asPublished from "../../data/song-2014-as-published.json" with { type: "json" };
import supported from "../../data/song-2014-supported.json" with { type: "json" };
import type { PaperParameters } from "./song-2014-parameters.ts";

/**
 * Which costs a calibration of the paper's testbed allows. `supported`: each within a bound that a source or a measurement
 * supports, and the same for both engines. `as-published`: the peek that only pre-copy makes may cost more.
 */
export type CalibrationName = "supported" | "as-published";

/** The fitted parameters of each calibration. */
export const PAPER_PARAMETERS: Readonly<Record<CalibrationName, PaperParameters>> = {
  "supported": supported.parameters,
  "as-published": asPublished.parameters,
};
