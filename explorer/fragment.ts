import { notOneOf, quote } from "../lib/text/message.ts";
import { HYPERVISORS, PRESETS } from "../lib/scenario/names.ts";
import { ENGINES, type ExplorerState, FIRST_STATE } from "./state.ts";

/** A field of the state as the text of a link: its name there, and how it is written and read. */
interface Entry {
  field: keyof ExplorerState;
  write(value: never): string;
  /** Throws where the text says nothing that the field may be. */
  read(text: string, name: string): unknown;
}

const WORKLOADS = ["uniform", "hot-cold", "power-law", "sequential", "given"];
const TASK = "read link";

/** Every field by its name in a link. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  preset: name("preset", PRESETS),
  rules: name("hypervisor", HYPERVISORS),
  memory: number("memoryBytes"),
  workload: name("workload", WORKLOADS),
  writes: number("writesPerSecond"),
  written: number("writtenShare"),
  hot: number("hotFraction"),
  hotWrites: number("hotShare"),
  exponent: number("exponent"),
  factor: number("rateFactor"),
  link: number("bandwidthBitsPerSecond"),
  latency: number("latencySeconds"),
  cap: {
    ...number("maxBytesPerSecond"),
    read: (text, name) => text === "none" ? null : readNumber(text, name),
    write: (value) => `${value ?? "none"}`,
  },
  downtime: number("downtimeLimitSeconds"),
  prepull: number("prepullPages"),
  seed: { field: "seed", write: (value) => value, read: (text) => text },
  engine: name("engine", ENGINES),
  rest: { field: "rest", write: (value) => JSON.stringify(value), read: readObject },
};

/**
 * A state as the fragment of a link, without `#`: what differs from the explorer's first state, by name. The memory is
 * always in it, so that it is never empty.
 *
 * @example
 * ```ts
 * import { fragmentOfState } from "./fragment.ts";
 * import { FIRST_STATE } from "./state.ts";
 *
 * console.log(fragmentOfState({ ...FIRST_STATE, engine: "post-copy" })); // memory=1073741824&engine=post-copy
 * ```
 */
export function fragmentOfState(state: ExplorerState): string {
  const parameters = new URLSearchParams();
  for (const [name, { field, write }] of Object.entries(ENTRIES)) {
    const text = write(state[field] as never);
    if (name === "memory" || text !== write(FIRST_STATE[field] as never)) parameters.set(name, text);
  }
  return `${parameters}`;
}

/** What a fragment came to. */
export interface ReadFragment {
  /** The state; what could not be read is as in the explorer's first state. */
  state: ExplorerState;
  /** What could not be read, a line each. */
  complaints: string[];
}

/**
 * Reads the fragment of a link, with or without `#`.
 *
 * @example
 * ```ts
 * import { stateOfFragment } from "./fragment.ts";
 *
 * console.log(stateOfFragment("#memory=4294967296&engine=post-copy").state.memoryBytes);
 * ```
 */
export function stateOfFragment(fragment: string): ReadFragment {
  const complaints: string[] = [];
  const fields: Record<string, unknown> = {};
  for (const [name, text] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    try {
      if (!Object.hasOwn(ENTRIES, name)) throw notOneOf(TASK, "each part", name, Object.keys(ENTRIES));
      const { field, read } = ENTRIES[name];
      fields[field] = read(text, name);
    } catch (error) {
      complaints.push((error as Error).message);
    }
  }
  return { state: { ...FIRST_STATE, ...fields }, complaints };
}

function number(field: keyof ExplorerState): Entry {
  return { field, write: (value) => `${value}`, read: readNumber };
}

function name(field: keyof ExplorerState, names: readonly string[]): Entry {
  return {
    field,
    write: (value) => value,
    read: (text, name) => {
      if (names.includes(text)) return text;
      throw notOneOf(TASK, name, text, names);
    },
  };
}

function readNumber(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new TypeError(`Cannot ${TASK}: ${name} must be a number, got ${quote(text)}`);
}

/** What is within is for `parseScenario` to check. */
function readObject(text: string, name: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`Cannot ${TASK}: ${name} must be a JSON object, got ${quote(text)}`);
}
