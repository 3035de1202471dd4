import * as z from "zod/mini";
import { KIND_FIELDS, PART_HELP, PARTS, RANGE_FIELDS } from "../../lib/scenario/fields.ts";
import { ENGINE_HELP, HYPERVISOR_HELP, PRESET_HELP } from "../../lib/scenario/names.ts";
import { inputSchema } from "../../lib/scenario/schema.ts";
import { type AnyFields, docOf } from "./field-text.ts";

/** Lines of help for the values of a field that lists them. */
const VALUE_HELP: Record<string, Record<string, string>> = { engine: ENGINE_HELP, hypervisor: HYPERVISOR_HELP };

/** The JSON Schema of scenario files, as text. */
export function scenarioJsonSchema(): string {
  const registry = z.registry<Record<string, unknown>>();
  const groups: AnyFields[] = [...Object.values(PARTS), RANGE_FIELDS, ...Object.values(KIND_FIELDS)];
  for (const fields of groups) {
    for (const [name, field] of Object.entries(fields)) {
      registry.add(field.schema, {
        description: docOf(name, field),
        ...("default" in field ? { default: field.default } : {}),
        ...(VALUE_HELP[name] ? { enumDescriptions: Object.values(VALUE_HELP[name]) } : {}),
      });
    }
  }
  const { shape } = inputSchema;
  for (const [part, help] of Object.entries(PART_HELP)) {
    registry.add(shape[part as keyof typeof PART_HELP], { description: help });
  }
  registry.add(shape.preset, {
    description: PART_HELP.preset,
    default: "gigabit",
    enumDescriptions: Object.values(PRESET_HELP),
  });
  registry.add(shape.$schema, { description: "Address of this schema, for editors." });
  registry.add(inputSchema, {
    title: "Pageferry scenario",
    description: "One live migration of a virtual machine. Everything but vm.memoryBytes has a default.",
  });
  const schema = z.toJSONSchema(inputSchema, { target: "draft-07", io: "input", metadata: registry });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
