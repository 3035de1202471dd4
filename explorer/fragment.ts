import { didYouMean } from "../lib/text/did-you-mean.ts";
import { quote } from "../lib/text/message.ts";
import { ENGINES, HYPERVISORS, PRESETS } from "../lib/scenario/names.ts";
import { problemOfState } from "./problem-of-state.ts";
import { type ExplorerState, FIRST_STATE } from "./state.ts";

/** A part of a link: the field of the state, and how its value is written and read. */
interface Part {
  field: keyof ExplorerState;
  write(value: never): string;
  /** Throws if the text is not a value of the field; the message follows the name of the part. */
  read(text: string): unknown;
}

const WORKLOADS = ["uniform", "hot-cold", "power-law", "sequential", "given"];

/** The parts of a link by name, in the order of the link. */
const PARTS: Readonly<Record<string, Part>> = {
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
    field: "maxBytesPerSecond",
    write: (value) => `${value ?? "none"}`,
    read: (text) => text === "none" ? null : readNumber(text),
  },
  downtime: number("downtimeLimitSeconds"),
  prepull: number("prepullPages"),
  seed: { field: "seed", write: (value) => value, read: (text) => text },
  engine: name("engine", ENGINES),
  rest: { field: "rest", write: (value) => JSON.stringify(value), read: readObject },
};

/**
 * Writes a state as the fragment of a link, without `#`. It contains the parts that differ from the first state. It
 * always contains the memory, so it is never empty.
 */
export function fragmentOfState(state: ExplorerState): string {
  const parameters = new URLSearchParams();
  for (const [name, { field, write }] of Object.entries(PARTS)) {
    const text = write(state[field] as never);
    if (name === "memory" || text !== write(FIRST_STATE[field] as never)) parameters.set(name, text);
  }
  return `${parameters}`;
}

/** A fragment as a state. */
export interface ReadFragment {
  /** A state that can be simulated. Parts that are missing or dropped are those of the first state. */
  state: ExplorerState;
  /** For each part that was dropped, the reason in one line. */
  complaints: string[];
}

/**
 * Reads the fragment of a link, with or without `#`. A bad part is dropped; the others stay.
 */
export function stateOfFragment(fragment: string): ReadFragment {
  const complaints: string[] = [];
  const values = new Map<string, unknown>();
  const ignore = (name: string, reason: string) => {
    values.delete(name);
    complaints.push(`Ignored ${quote(name)} in the link: ${reason}`);
  };
  for (const [name, text] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    try {
      values.set(name, partCalled(name).read(text));
    } catch (error) {
      ignore(name, (error as Error).message);
    }
  }
  for (let problem = problemWithout(values); problem !== ""; problem = problemWithout(values)) {
    // If a part is bad, the problem changes or disappears without it.
    const names = Array.from(values.keys());
    ignore(names.find((name) => problemWithout(values, name) !== problem) ?? names[0], problem);
  }
  return { state: stateOf(values), complaints };
}

function partCalled(name: string): Part {
  if (Object.hasOwn(PARTS, name)) return PARTS[name];
  throw new TypeError(`there is no such part${didYouMean(name, Object.keys(PARTS))}`);
}

function stateOf(values: ReadonlyMap<string, unknown>): ExplorerState {
  return { ...FIRST_STATE, ...Object.fromEntries(Array.from(values, ([name, value]) => [PARTS[name].field, value])) };
}

function problemWithout(values: ReadonlyMap<string, unknown>, name = ""): string {
  return problemOfState(stateOf(new Map(Array.from(values).filter(([other]) => other !== name))));
}

function number(field: keyof ExplorerState): Part {
  return { field, write: (value) => `${value}`, read: readNumber };
}

function name(field: keyof ExplorerState, names: readonly string[]): Part {
  return {
    field,
    write: (value) => value,
    read: (text) => {
      if (names.includes(text)) return text;
      throw new RangeError(`it must be one of ${names.join(", ")}, got ${quote(text)}${didYouMean(text, names)}`);
    },
  };
}

function readNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new TypeError(`it must be a number, got ${quote(text)}`);
}

/** `parseScenario` checks its content. */
function readObject(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Reported below.
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`it must be a JSON object, got ${quote(text)}`);
}
