import type { z } from "zod";
import { MAX_PAGES } from "../bitmap/create.ts";
import { rangeOf } from "./range.ts";
import { complaint, notOneOf, quote } from "../text/message.ts";
import { HYPERVISOR_RULES } from "./hypervisors.ts";
import type { Preset } from "./preset.ts";
import { PRESET_SCENARIOS } from "./presets.ts";
import { inputSchema, parts, workloads } from "./schema.ts";
import { type PresetName, PRESETS } from "./names.ts";
import type { Migration, Scenario, ScenarioInput, Vm, Workload } from "./types.ts";

const TASK = "read scenario";

/**
 * Checks what a caller wrote and fills in the rest: first the preset, then the hypervisor's limits where the caller names
 * one, then the caller's own fields.
 *
 * @throws {TypeError} if a field is missing, misspelt or of the wrong type
 * @throws {RangeError} if a value is out of range
 *
 * @example
 * ```ts
 * import { parseScenario } from "@pageferry/pageferry";
 * import { assertStrictEquals, assertThrows } from "@std/assert";
 *
 * const scenario = parseScenario({ vm: { memoryBytes: 2 ** 30 } });
 * assertStrictEquals(scenario.vm.pageBytes, 4096);
 * assertThrows(() => parseScenario({ vm: { memoryBytes: 1000 } }), RangeError);
 * ```
 */
export function parseScenario(input: ScenarioInput): Scenario {
  const checked = check("", inputSchema, input) as Omit<ScenarioInput, "workload">;
  const preset = presetNamed(checked.preset === undefined ? "gigabit" : checked.preset);
  const vm = complete(preset.vm, defined(checked.vm));
  checkMemory(vm);
  const scenario: Scenario = {
    vm,
    workload: input.workload === undefined ? preset.workload(vm) : parseWorkload(input.workload),
    source: { ...preset.source, ...defined(checked.source) },
    destination: { ...preset.destination, ...defined(checked.destination) },
    network: { ...preset.network, ...defined(checked.network) },
    migration: migrationOver(preset.migration, checked.migration),
    seed: checked.seed ?? preset.seed,
  };
  checkRanges(scenario);
  return scenario;
}

function check(where: string, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw complaint(TASK, where, parsed.error, value, (path) => fieldsOf(schema, path[0]));
  return parsed.data;
}

/** The names that an object of `schema` may have, or those of its part. */
function fieldsOf(schema: z.ZodType, part: PropertyKey | undefined): string[] {
  if (part !== undefined) return Object.keys(parts[part as keyof typeof parts]);
  return Object.keys((schema as z.ZodObject).shape);
}

function presetNamed(name: unknown): Preset {
  if (typeof name === "string" && Object.hasOwn(PRESET_SCENARIOS, name)) return PRESET_SCENARIOS[name as PresetName];
  throw notOneOf(TASK, "preset", name, PRESETS);
}

/** Drops the fields that are `undefined`, so that they do not hide a preset's. */
function defined<T extends object>(fields: T | undefined): T {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)) as T;
}

function migrationOver(preset: Migration, given: Partial<Migration> | undefined): Migration {
  const asked = defined(given);
  if (asked.hypervisor === undefined || asked.hypervisor === preset.hypervisor) return { ...preset, ...asked };
  return { ...preset, ...HYPERVISOR_RULES[asked.hypervisor], ...asked };
}

/** The VM is the only part that a preset may leave open: its memory. */
function complete(preset: Preset["vm"], given: Partial<Vm> | undefined): Vm {
  const vm = { ...preset, ...given };
  check("vm.memoryBytes", parts.vm.memoryBytes, vm.memoryBytes);
  return vm as Vm;
}

function parseWorkload(workload: unknown): Workload[] {
  if (!Array.isArray(workload)) return [parseKind("workload", workload)];
  return Array.from(workload, (part, i) => parseKind(`workload.${i}`, part));
}

function parseKind(where: string, part: unknown): Workload {
  if (typeof part !== "object" || part === null || Array.isArray(part)) {
    throw new TypeError(`Cannot ${TASK}: ${where} must be an object with a kind, got ${quote(part)}`);
  }
  const { kind } = part as { kind?: unknown };
  if (typeof kind !== "string" || !Object.hasOwn(workloads, kind)) {
    throw notOneOf(TASK, `${where}.kind`, kind, Object.keys(workloads));
  }
  return check(where, workloads[kind as Workload["kind"]], part) as Workload;
}

/** What one field alone cannot tell: memory is whole pages, and the zero pages lie within it. */
function checkMemory(vm: Vm): void {
  const pages = vm.memoryBytes / vm.pageBytes;
  if (!Number.isInteger(pages)) {
    throw new RangeError(
      `Cannot ${TASK}: vm.memoryBytes must be a whole number of pages of ${vm.pageBytes} bytes, got ${vm.memoryBytes}`,
    );
  }
  if (pages > MAX_PAGES) {
    throw new RangeError(
      `Cannot ${TASK}: vm.memoryBytes must be at most 2^32 pages of ${vm.pageBytes} bytes, got ${vm.memoryBytes}`,
    );
  }
  if (vm.zeroPages > pages) {
    throw new RangeError(
      `Cannot ${TASK}: vm.zeroPages must be at most the ${pages} pages of vm.memoryBytes, got ${vm.zeroPages}`,
    );
  }
  if (vm.zeroFirstPage !== null && vm.zeroFirstPage + vm.zeroPages > pages) {
    const end = vm.zeroFirstPage + vm.zeroPages;
    throw new RangeError(
      `Cannot ${TASK}: vm.zeroFirstPage + zeroPages must be within the VM's ${pages} pages, got ${end}`,
    );
  }
}

/** Every workload writes within memory. */
function checkRanges({ vm, workload }: Scenario): void {
  const pages = vm.memoryBytes / vm.pageBytes;
  workload.forEach((part, i) => {
    const { from, to } = rangeOf(part, vm);
    const end = part.pages === undefined ? from : to;
    if (end > pages || (end === from && from >= pages)) {
      throw new RangeError(
        `Cannot ${TASK}: workload.${i}.firstPage + pages must be within the VM's ${pages} pages, got ${end}`,
      );
    }
    if (part.kind === "sequential" && part.startPage !== undefined && part.startPage >= Math.max(1, to - from)) {
      throw new RangeError(
        `Cannot ${TASK}: workload.${i}.startPage must be below the range's ${to - from} pages, got ${part.startPage}`,
      );
    }
  });
}
