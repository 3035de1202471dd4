import { HOST_FIELDS, NETWORK_FIELDS, VM_FIELDS } from "../../../lib/scenario/fields.ts";

/** A scenario with a mistake, and the error. */
export interface BadInput {
  /** What is wrong with it. */
  why: string;
  /** The scenario. */
  input: unknown;
  /** What is thrown. */
  error: typeof TypeError | typeof RangeError;
  /** The complete message. */
  message: string;
}

/** Inputs that break the rule `must`: the reason, the scenario, the error, and the value quoted in the message. */
export function wrong(must: string, inputs: [string, unknown, BadInput["error"], string][]): BadInput[] {
  return inputs.map(([why, input, error, got]) => ({
    why,
    input,
    error,
    message: `Cannot read scenario: ${must}, got ${got}`,
  }));
}

/** A valid part: 256 pages. */
export const vm = { memoryBytes: 2 ** 20 };

/** A valid workload. */
export const uniform = { kind: "uniform", writesPerSecond: 100 };

/** The fields of the scenario and its parts, in the order of the messages. */
export const FIELDS = {
  scenario: "preset, vm, source, destination, network, migration, seed, workload",
  vm: Object.keys(VM_FIELDS).join(", "),
  uniform: "kind, firstPage, pages, extents, cpuShare, catchUpSeconds, writesPerSecond, touchesPerWrite, " +
    "touchesPerSecond",
  sequential: "kind, firstPage, pages, extents, cpuShare, catchUpSeconds, writesPerSecond, touchesPerSecond, " +
    "startPage",
  host: Object.keys(HOST_FIELDS).join(", "),
  network: Object.keys(NETWORK_FIELDS).join(", "),
};
