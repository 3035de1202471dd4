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
import { formatBytes, formatQuantity } from "../lib/text/format.ts";
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
const WORKLOAD_KINDS = (Object.keys(KIND_FIELDS) as (keyof typeof KIND_FIELDS)[])
  .filter((kind) => "writesPerSecond" in KIND_FIELDS[kind]);
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
    const rule = checked.error.issues[0].message.replace(", or null", cap ? ", or none" : "");
    throw new RangeError(`${name} must be ${rule}, got ${quote(text)}`);
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

/** The paths of the fields that flags set. */
export function typedPaths(values: Readonly<Record<string, unknown>>): string[] {
  return givenOf(values).map(({ path }) => path);
}

/** A sentence about a field, with the flag in place of the path if a flag set the field. */
export function namingFlags(sentence: string, values: Readonly<Record<string, unknown>>): string {
  const [path] = sentence.split(" ", 1);
  const [key] = Object.entries(TABLE).find(([key, flag]) => flag.path === path && values[key] !== undefined) ?? [];
  return key === undefined ? sentence : flagName(key) + sentence.slice(path.length);
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
  checkNeeds(input, values);
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
    const rule = withFlagNames((error as Error).message.split(`: ${path} must `)[1], values) +
      meantBinary(path, given.find((flag) => flag.path === path)?.value);
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
  if (typeof workload.pages === "number") workload.pages = pagesOf(workload.pages, result as ScenarioInput);
  if (Object.keys(workload).length > 0) result.workload = workloadOf(result.workload, workload);
  return result as ScenarioInput;
}

/** A size that is written, in pages. */
function pagesOf(writtenBytes: number, { vm }: ScenarioInput): number {
  const { pageBytes = VM_FIELDS.pageBytes.default!, memoryBytes = Infinity } = vm ?? {};
  if (writtenBytes > memoryBytes) {
    throw new RangeError(
      `--written must be at most the ${formatBytes(memoryBytes)} of memory, got ${formatBytes(writtenBytes)}`,
    );
  }
  if (writtenBytes % pageBytes === 0) return writtenBytes / pageBytes;
  const rule = `a whole number of pages of ${pageBytes} bytes`;
  throw new RangeError(`--written must be ${rule}, got ${writtenBytes}${meantBinary("workload.pages", writtenBytes)}`);
}

/** A hint for a size in powers of 1000 that is not whole pages, such as 4 GB. */
function meantBinary(path: string, bytes: unknown): string {
  if (typeof bytes !== "number" || !["vm.memoryBytes", "workload.pages"].includes(path)) return "";
  const power = [4, 3, 2].find((power) => bytes % 1000 ** power === 0);
  const isWhole = bytes % VM_FIELDS.pageBytes.default! === 0;
  return power === undefined || isWhole
    ? ""
    : ` (did you mean ${formatBytes(bytes / 1000 ** power * 1024 ** power, 12)}?)`;
}

/** A rule with the flags in place of the fields that it mentions. */
function withFlagNames(rule: string, values: Readonly<Record<string, unknown>>): string {
  const typed = Object.entries(TABLE).filter(([key]) => values[key] !== undefined);
  return typed.reduce((text, [key, { path }]) => text.replaceAll(path, flagName(key)), rule);
}

/** Checks that flags of the workload come with those that they need, unless a file has a workload. */
function checkNeeds(input: unknown, values: Readonly<Record<string, unknown>>): void {
  if (isObject(input) && "workload" in input) return;
  const { workload: kind = "uniform" } = values;
  for (const [key, { path }] of Object.entries(TABLE)) {
    const [part, name] = path.split(".");
    if (part !== "workload" || values[key] === undefined) continue;
    const owners = WORKLOAD_KINDS.filter((one) => name in KIND_FIELDS[one]);
    if (owners.length > 0 && !owners.some((one) => one === kind)) {
      throw new TypeError(`${flagName(key)} needs --workload ${owners[0]}`);
    }
    if (values.writes === undefined) throw new TypeError(`${flagName(key)} needs --writes`);
  }
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
