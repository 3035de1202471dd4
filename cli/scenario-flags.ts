import type { Field } from "../lib/scenario/field.ts";
import {
  KIND_FIELDS,
  MIGRATION_FIELDS,
  NETWORK_FIELDS,
  PART_HELP,
  RANGE_FIELDS,
  VM_FIELDS,
  WRITING_FIELDS,
} from "../lib/scenario/fields.ts";
import { ENGINES, HYPERVISORS, PRESETS } from "../lib/scenario/names.ts";
import { parseScenario } from "../lib/scenario/parse.ts";
import type { Scenario, ScenarioInput, Workload } from "../lib/scenario/types.ts";
import { formatQuantity } from "../lib/text/format.ts";
import { quote } from "../lib/text/message.ts";
import { parseQuantity } from "../lib/text/parse-quantity.ts";
import type { QuantityKind } from "../lib/text/units.ts";
import { choice, type Flag, flagName, text, toggle, valueFlag } from "../shell/flags.ts";
import { checkedFrom } from "../shell/read-json.ts";

/** A flag for a field of a scenario. */
interface ScenarioFlag {
  /** The path of the field. Workload fields refer to the only workload. */
  path: string;
  flag: Flag<unknown>;
}

/** The kinds that flags can describe: a curve and a trace need a file. */
const WORKLOAD_KINDS = Object.entries(KIND_FIELDS).filter(([, fields]) => "writesPerSecond" in fields)
  .map(([kind]) => kind);
const { hotFraction, hotShare } = KIND_FIELDS["hot-cold"];
const { exponent } = KIND_FIELDS["power-law"];

/** The kind of quantity of a field's unit, and the name of the value in the help. */
const KIND_OF_UNIT: Readonly<Record<string, readonly [kind: QuantityKind, value: string]>> = {
  "bytes": ["bytes", "SIZE"],
  "bytes per second": ["bytes per second", "RATE"],
  "bits per second": ["bits per second", "RATE"],
  "writes per second": ["writes per second", "RATE"],
  "seconds": ["seconds", "TIME"],
  "pages": ["number", "PAGES"],
  "share": ["share", "SHARE"],
  "": ["number", "N"],
};

/** The flags of a scenario, by key and in the order of the help. */
const TABLE: Readonly<Record<string, ScenarioFlag>> = {
  preset: named("preset", PRESETS, { help: PART_HELP.preset, default: "gigabit" }),
  memory: numeric("vm.memoryBytes", VM_FIELDS.memoryBytes),
  vcpus: numeric("vm.vcpus", VM_FIELDS.vcpus),
  state: numeric("vm.stateBytes", VM_FIELDS.stateBytes),
  zeroPages: numeric("vm.zeroPages", VM_FIELDS.zeroPages),
  workload: named("workload.kind", WORKLOAD_KINDS, { help: "Pages that the guest writes to.", default: "uniform" }),
  writes: numeric("workload.writesPerSecond", WRITING_FIELDS.writesPerSecond),
  // A size, which becomes a number of pages.
  written: numeric("workload.pages", {
    ...VM_FIELDS.memoryBytes,
    help: "Size of the range that is written. Default: all.",
  }),
  hotFraction: numeric("workload.hotFraction", hotFraction, { unit: "share" }),
  hotShare: numeric("workload.hotShare", hotShare, { unit: "share" }),
  exponent: numeric("workload.exponent", exponent),
  link: numeric("network.bandwidthBitsPerSecond", NETWORK_FIELDS.bandwidthBitsPerSecond),
  latency: numeric("network.latencySeconds", NETWORK_FIELDS.latencySeconds),
  otherTraffic: numeric("network.otherTrafficShare", NETWORK_FIELDS.otherTrafficShare, { unit: "share" }),
  engine: named("migration.engine", ENGINES, MIGRATION_FIELDS.engine),
  hypervisor: named("migration.hypervisor", HYPERVISORS, MIGRATION_FIELDS.hypervisor),
  cap: numeric("migration.maxBytesPerSecond", MIGRATION_FIELDS.maxBytesPerSecond),
  downtimeLimit: numeric("migration.downtimeLimitSeconds", MIGRATION_FIELDS.downtimeLimitSeconds),
  timeLimit: numeric("migration.timeLimitSeconds", MIGRATION_FIELDS.timeLimitSeconds),
  maxRounds: numeric("migration.maxRounds", MIGRATION_FIELDS.maxRounds),
  autoConverge: switched("migration.autoConverge", MIGRATION_FIELDS.autoConverge),
  switchDelay: numeric("migration.switchDelaySeconds", MIGRATION_FIELDS.switchDelaySeconds),
  preempt: switched("migration.preempt", MIGRATION_FIELDS.preempt),
  seed: { path: "seed", flag: text(PART_HELP.seed, { value: "S", shown: "1" }) },
};

/** The flags of a scenario. */
export const SCENARIO_FLAGS: Readonly<Record<string, Flag<unknown>>> = Object.fromEntries(
  Object.entries(TABLE).map(([key, { flag }]) => [key, flag]),
);

function numeric(
  path: string,
  { schema, ...facts }: Field<number> | Field<number | null>,
  changes: { unit?: string } = {},
): ScenarioFlag {
  const { unit = "", default: otherwise } = { ...facts, ...changes };
  const [kind, value] = KIND_OF_UNIT[unit];
  const cap = kind === "bytes per second";
  const help = helpOf(facts).replace("null: ", cap ? "none: " : "Default: ");
  const shown = typeof otherwise === "number" || cap ? { shown: formatQuantity(otherwise ?? null, kind) } : {};
  const flag = valueFlag<number | null, undefined>(help, { value, ...shown }, (text, name) => {
    const number = parseQuantity(text, { kind, name });
    const checked = schema.safeParse(number);
    if (checked.success) return number;
    throw new RangeError(`${name} must be ${checked.error.issues[0].message}, got ${quote(text)}`);
  });
  return { path, flag };
}

function named(path: string, choices: readonly string[], facts: { help: string; default?: string }): ScenarioFlag {
  const help = `${helpOf(facts)} One of ${choices.join(", ")}.`;
  return { path, flag: choice<string, undefined>(help, { choices, shown: facts.default }) };
}

function switched(path: string, facts: { help: string; usedBy?: readonly string[] }): ScenarioFlag {
  const flag = toggle(helpOf(facts));
  return { path, flag: { ...flag, read: (texts) => texts.length > 0 ? true : undefined } };
}

function helpOf({ help, usedBy }: { help: string; usedBy?: readonly string[] }): string {
  return usedBy === undefined ? help : `${help} For ${usedBy.join(", ")}.`;
}

/** The flags that were given, by the path of their fields. */
function givenOf(values: Readonly<Record<string, unknown>>): { path: string; value: unknown }[] {
  return Object.entries(TABLE).map(([key, { path }]) => ({ path, value: values[key] }))
    .filter(({ value }) => value !== undefined);
}

/** Whether a flag of a scenario was given. */
export function hasScenarioFlags(values: Readonly<Record<string, unknown>>): boolean {
  return givenOf(values).length > 0;
}

/**
 * The scenario that a file and flags describe. Flags replace the file's values.
 *
 * @param input the content of the file; `undefined` without a file
 * @throws {TypeError | RangeError} if it is invalid, naming the flag or the file
 */
export function scenarioFrom(
  { file, input, values }: { file?: string; input: unknown; values: Readonly<Record<string, unknown>> },
): { scenario: Scenario; input: ScenarioInput } {
  const given = givenOf(values);
  // Flags can be applied only to an object.
  const merged = input === undefined || isObject(input) ? withValues(input ?? {}, given) : input as ScenarioInput;
  try {
    return { scenario: parseScenario(merged), input: merged };
  } catch (error) {
    const named = Object.entries(TABLE).find(([key, { path }]) =>
      (file === undefined || values[key] !== undefined) && (error as Error).message.includes(`: ${path} must `)
    );
    if (named === undefined) {
      if (file === undefined) throw error;
      return checkedFrom(file, () => {
        throw error;
      });
    }
    const [key, { path }] = named;
    const rule = (error as Error).message.split(`: ${path} must `)[1];
    throw error instanceof RangeError
      ? new RangeError(`${flagName(key)} must ${rule}`)
      : new TypeError(`${flagName(key)} must ${rule}`);
  }
}

function withValues(input: object, given: readonly { path: string; value: unknown }[]): ScenarioInput {
  const result: Record<string, unknown> = { ...input };
  const workload: Record<string, unknown> = {};
  for (const { path, value } of given) {
    const [part, name] = path.split(".");
    if (name === undefined) result[part] = value;
    else if (part === "workload") workload[name] = value;
    else if (result[part] === undefined || isObject(result[part])) result[part] = { ...result[part], [name]: value };
  }
  if (typeof workload.pages === "number") {
    const { pageBytes = VM_FIELDS.pageBytes.default } = (result as ScenarioInput).vm ?? {};
    workload.pages = Math.ceil(workload.pages / pageBytes);
  }
  if (Object.keys(workload).length > 0) result.workload = workloadOf(result.workload, workload);
  return result as ScenarioInput;
}

/** The file's only workload with the values of flags. Fields that its kind does not have are left out. */
function workloadOf(ofFile: unknown = {}, given: Readonly<Record<string, unknown>>): unknown {
  const [only, ...others] = [ofFile].flat();
  if (others.length > 0) {
    throw new TypeError("flags of the workload need a file with one workload, got a list of several");
  }
  if (!isObject(only)) return ofFile;
  const { kind = "uniform" } = { ...only, ...given } as { kind?: Workload["kind"] };
  const names = Object.keys({ ...RANGE_FIELDS, ...KIND_FIELDS[kind] });
  const kept = Object.entries(only).filter(([name]) => given.kind === undefined || names.includes(name));
  return { ...Object.fromEntries(kept), ...given, kind };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
