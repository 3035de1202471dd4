import { type ExplorerState, FIRST_STATE } from "./state.ts";
import { stateOfScenario } from "./state-of-scenario.ts";
import type { ScenarioInput } from "../lib/scenario/types.ts";

/** A guest and a network that are worth a look. */
export interface Situation {
  /** Its name, short enough for a button. */
  label: string;
  /** What there is to see, in a sentence. */
  hint: string;
  /** The state that shows it. */
  state: ExplorerState;
}

function situation(label: string, hint: string, scenario: ScenarioInput): Situation {
  return { label, hint, state: stateOfScenario(scenario) };
}

/** The situations, in the order of their buttons; the first is what the explorer begins with. */
export const SITUATIONS: readonly Situation[] = [
  {
    label: "A busy guest",
    hint: "Pre-copy has to stop it for longer than the others; post-copy pays with faults.",
    state: FIRST_STATE,
  },
  situation(
    "The cliff",
    "Pre-copy takes twice as long as it should. One step more on the dirty rate, and it never ends.",
    {
      preset: "qemu",
      vm: { memoryBytes: 2 ** 30 },
      workload: { kind: "uniform", writesPerSecond: 20_000 },
      migration: { maxBytesPerSecond: null },
    },
  ),
  situation("The paper’s guest", "Three-stage copy against Xen 4.1’s pre-copy, as its authors measured them.", {
    preset: "song2014High",
    vm: { memoryBytes: 2 ** 29 },
    migration: { engine: "three-stage" },
  }),
  situation("A database", "16 GiB with a hot cache on a fast link: downtime is short, the whole takes its time.", {
    preset: "qemu",
    vm: { memoryBytes: 16 * 2 ** 30 },
    workload: { kind: "hot-cold", writesPerSecond: 150_000, hotFraction: 0.05, hotShare: 0.9 },
    network: { bandwidthBitsPerSecond: 1e10 },
    migration: { maxBytesPerSecond: null },
  }),
  situation("Across a continent", "Each demand fault waits 50 ms: prepull is what helps.", {
    vm: { memoryBytes: 2 ** 30 },
    workload: { kind: "hot-cold", writesPerSecond: 2000, hotFraction: 0.05, hotShare: 0.9 },
    network: { latencySeconds: 0.025 },
    migration: { engine: "post-copy", prepullPages: 32 },
  }),
];
