import type { Facts, User } from "./field.ts";
import {
  HOST_FIELDS,
  KIND_FIELDS,
  MIGRATION_FIELDS,
  NETWORK_FIELDS,
  RANGE_FIELDS,
  TOUCHING_FIELDS,
  VM_FIELDS,
  WORKLOAD_DEFAULTS,
} from "./fields.ts";
import type { Engine } from "./names.ts";
import { rulesOf } from "./parse.ts";
import { PRESET_SCENARIOS } from "./presets.ts";
import type { ScenarioInput } from "./types.ts";

/** How to look for fields without an effect. */
export interface UnusedFieldsOptions {
  /** The engines that will run. Default: that of the scenario. */
  engines?: readonly Engine[];
  /** Paths to name even if they have their default value, because the user typed them. */
  typed?: readonly string[];
}

type FieldFacts = Readonly<Record<string, Facts<unknown>>>;

const FIELDS_OF_PARTS: Readonly<Record<string, FieldFacts>> = {
  vm: VM_FIELDS,
  source: HOST_FIELDS,
  destination: HOST_FIELDS,
  network: NETWORK_FIELDS,
  migration: MIGRATION_FIELDS,
};

/**
 * Finds fields of the caller's input that no engine that runs uses under the hypervisor, such as `autoConverge` under Xen.
 * Fields with the value that they would have anyway are left out, and parts with all of their fields, because these belong
 * to a complete scenario.
 *
 * @param input an input that `parseScenario` accepts
 * @returns one sentence for each field
 */
export function unusedFieldWarnings(
  input: ScenarioInput,
  { engines, typed = [] }: UnusedFieldsOptions = {},
): string[] {
  const { workload = [] } = input;
  const preset = PRESET_SCENARIOS[input.preset ?? "gigabit"];
  const { hypervisor = preset.migration.hypervisor, engine = preset.migration.engine } = input.migration ?? {};
  const defaults = { ...preset, migration: rulesOf(preset.migration, { hypervisor }) };
  const running = engines ?? [engine];
  const maker = hypervisor === "qemu" ? "QEMU" : "Xen";
  const isUsed = ({ usedBy }: Facts<unknown>) =>
    usedBy === undefined || running.some((one) => usedBy.some((user) => isUser(user, one, maker)));
  const unused = (path: string, given: object | undefined, fields: FieldFacts, values: unknown) => {
    if (given === undefined || Object.keys(fields).every((name) => name in given)) return [];
    return Object.entries(given).flatMap(([name, value]) => {
      if (value === undefined || !Object.hasOwn(fields, name) || isUsed(fields[name])) return [];
      const where = `${path}.${name}`;
      const isDefault = JSON.stringify(value) === JSON.stringify((values as Record<string, unknown>)[name]);
      return isDefault && !typed.includes(where) ? [] : [where];
    });
  };
  const parts = [workload].flat();
  const paths = [
    ...Object.entries(FIELDS_OF_PARTS).flatMap(([part, fields]) =>
      unused(part, input[part as "vm"], fields, defaults[part as "vm"])
    ),
    ...parts.flatMap((part, i) =>
      unused(
        Array.isArray(workload) ? `workload.${i}` : "workload",
        part,
        { ...RANGE_FIELDS, ...TOUCHING_FIELDS, ...KIND_FIELDS[part.kind] },
        WORKLOAD_DEFAULTS,
      )
    ),
  ];
  const of = running.length === 1 ? ` on ${running[0]}` : "";
  return paths.map((path) => `${path} has no effect${of} under ${hypervisor}`);
}

function isUser(user: User, engine: Engine, maker: "QEMU" | "Xen"): boolean {
  return user === engine || user === `${engine} (${maker})`;
}
