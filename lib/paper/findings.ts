import findings from "../../data/song-2014-findings.json" with { type: "json" };
import type { CalibrationName } from "../scenario/song-2014-calibrations.ts";
import type { Claim } from "./claims.ts";
import type { CalibrationOutcome, Reproduction } from "./reproduce.ts";

/** A claim that is not expected to hold with one calibration, and why. */
export interface Finding {
  /** The calibration. */
  calibration: CalibrationName;
  /** The id of the claim. */
  claim: string;
  /** `fails`: for every seed. `either`: it depends on the seed. */
  expected: "fails" | "either";
  /** The reason. */
  finding: string;
}

/** The content of `data/song-2014-findings.json`. Every claim that is not listed is expected to hold. */
export const FINDINGS = findings as readonly Finding[];

/** A claim as it came out with one calibration. */
export interface ClaimOutcome {
  /** The calibration. */
  calibration: CalibrationName;
  /** The claim. */
  claim: Claim;
  /** The finding about it, if there is one. */
  finding?: Finding;
  /** Whether the claim came out as expected. */
  asExpected: boolean;
}

/** All claims of a reproduction with what is expected of them. */
export function claimOutcomes(reproduction: Reproduction): ClaimOutcome[] {
  const outcomesOf = (calibration: CalibrationName, { claims, furtherClaims }: CalibrationOutcome) =>
    [...claims, ...furtherClaims].map((claim): ClaimOutcome => {
      const finding = FINDINGS.find((one) => one.calibration === calibration && one.claim === claim.id);
      const asExpected = finding?.expected === "either" || claim.holds === (finding === undefined);
      return { calibration, claim, finding, asExpected };
    });
  return [...outcomesOf("supported", reproduction), ...outcomesOf("as-published", reproduction.asPublished)];
}
