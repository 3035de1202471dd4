import { type CalibrationName, PAPER_PARAMETERS } from "../lib/scenario/song-2014-calibrations.ts";
import { notOneOf } from "../lib/text/message.ts";

/** The calibration that a flag names; `supported` without one. */
export function calibrationNamed(task: string, name = "supported"): CalibrationName {
  if (Object.hasOwn(PAPER_PARAMETERS, name)) return name as CalibrationName;
  throw notOneOf(task, "--calibration", name, Object.keys(PAPER_PARAMETERS));
}
