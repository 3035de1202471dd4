/** Scenarios: what a simulation depends on, as plain data. */
export { parseScenario } from "./parse.ts";
export type {
  Discipline,
  Engine,
  Host,
  HotColdWorkload,
  Migration,
  Network,
  PowerLawWorkload,
  Scenario,
  ScenarioInput,
  SequentialWorkload,
  Touching,
  UniformWorkload,
  Vm,
  Workload,
  WorkloadRange,
} from "./types.ts";
