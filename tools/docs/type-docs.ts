import { mapKeys } from "@std/collections";
import { toPascalCase } from "@std/text";
import {
  HOST_FIELDS,
  KIND_FIELDS,
  KIND_HELP,
  MIGRATION_FIELDS,
  NETWORK_FIELDS,
  RANGE_FIELDS,
  TOUCHING_FIELDS,
  VM_FIELDS,
  WRITING_FIELDS,
} from "../../lib/scenario/fields.ts";
import { type AnyFields, shortDocOf } from "./field-text.ts";

const LINE_WIDTH = 120;

/** The fields of each interface whose doc comments are generated. */
const INTERFACES: Record<string, AnyFields> = {
  Vm: VM_FIELDS,
  WorkloadRange: RANGE_FIELDS,
  Writing: WRITING_FIELDS,
  Touching: TOUCHING_FIELDS,
  ...mapKeys(KIND_FIELDS, interfaceOf),
  Host: HOST_FIELDS,
  Network: NETWORK_FIELDS,
  Migration: MIGRATION_FIELDS,
};

/** The interfaces of workload kinds. Each has its kind's line of help. */
const KINDS: Record<string, string> = mapKeys(KIND_HELP, interfaceOf);

/** The interface of a kind of workload: PowerLawWorkload of power-law. */
function interfaceOf(kind: string): string {
  return `${toPascalCase(kind)}Workload`;
}

/** The source of types.ts with the doc comments of all fields, generated from their definitions. */
export function withFieldDocs(source: string): string {
  const interfaces = /(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export interface (\w+)[^{]*\{\n[\s\S]*?\n\}/g;
  return source.replaceAll(interfaces, (text, name: string) => {
    const fields = INTERFACES[name] ?? {};
    const documented = text.replaceAll(
      /^(?: {2}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)? {2}(\w+)(\??:.*;)$/gm,
      (property, field: string, rest: string) =>
        Object.hasOwn(fields, field) ? `${comment(shortDocOf(field, fields[field]), "  ")}  ${field}${rest}` : property,
    );
    if (KINDS[name] === undefined) return documented;
    return comment(KINDS[name], "") + documented.slice(documented.indexOf("export interface"));
  });
}

function comment(text: string, indent: string): string {
  const line = `${indent}/** ${text} */\n`;
  if (line.length <= LINE_WIDTH + 1) return line;
  const lines = [`${indent} *`];
  for (const word of text.split(" ")) {
    if (`${lines.at(-1)} ${word}`.length > LINE_WIDTH) lines.push(`${indent} *`);
    lines[lines.length - 1] += ` ${word}`;
  }
  return `${indent}/**\n${lines.join("\n")}\n${indent} */\n`;
}
