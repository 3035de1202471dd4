/** The migration engines. */
export type { MigrationResult, Observer, Phase, Round, TimelinePoint, Verdict } from "./result.ts";
export { simulate, simulateChecked } from "./simulate.ts";
