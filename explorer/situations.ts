import type { ScenarioInput } from "../lib/scenario/types.ts";
import { type ExplorerState, FIRST_STATE } from "./state.ts";
import { stateOfScenario } from "./state-of-scenario.ts";

/** An example that a button shows. */
export interface Situation {
  /** Its name, short enough for a button. */
  label: string;
  /** The lesson of the example, in a sentence. */
  hint: string;
  state: ExplorerState;
}

function situation(label: string, hint: string, scenario: ScenarioInput): Situation {
  return { label, hint, state: stateOfScenario(scenario) };
}

/** The examples, in the order of their buttons. The explorer starts with the first. */
export const SITUATIONS: readonly Situation[] = [
  {
    label: "Busy guest",
    hint: "Pre-copy has a longer downtime than three-stage copy and post-copy, which cause demand faults instead.",
    state: FIRST_STATE,
  },
  situation("Edge of convergence", "Pre-copy takes twice as long as post-copy. At 30 000 writes/s it never finishes.", {
    preset: "qemu",
    vm: { memoryBytes: 2 ** 30 },
    workload: { kind: "uniform", writesPerSecond: 20_000 },
    migration: { maxBytesPerSecond: null },
  }),
  situation("Paper’s guest", "Three-stage copy and Xen 4.1’s pre-copy on the testbed of the three-stage-copy paper.", {
    preset: "song2014High",
    vm: { memoryBytes: 2 ** 29 },
    migration: { engine: "three-stage" },
  }),
  situation("Database", "16 GiB with a hot cache on a fast link: the migration is long, the downtime is short.", {
    preset: "qemu",
    vm: { memoryBytes: 16 * 2 ** 30 },
    workload: { kind: "hot-cold", writesPerSecond: 150_000, hotFraction: 0.05, hotShare: 0.9 },
    network: { bandwidthBitsPerSecond: 1e10 },
    migration: { maxBytesPerSecond: null },
  }),
  situation(
    "Long distance",
    "Each demand fault takes at least 50 ms, so the guest waits for most of a post-copy migration.",
    {
      vm: { memoryBytes: 2 ** 30 },
      workload: { kind: "hot-cold", writesPerSecond: 2000, hotFraction: 0.05, hotShare: 0.9 },
      network: { latencySeconds: 0.025 },
      migration: { engine: "post-copy", prepullPages: 32 },
    },
  ),
];
