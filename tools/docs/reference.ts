import {
  KIND_EXAMPLES,
  KIND_FIELDS,
  KIND_HELP,
  PART_HELP,
  PARTS,
  RANGE_FIELDS,
  TOUCHING_FIELDS,
  WRITING_FIELDS,
} from "../../lib/scenario/fields.ts";
import { RULE_SOURCES } from "../../lib/scenario/hypervisors.ts";
import { ENGINE_HELP, HYPERVISOR_HELP, PLATFORM_HELP, PLATFORMS, PRESET_HELP } from "../../lib/scenario/names.ts";
import { platformSettings } from "../../lib/scenario/platform-settings.ts";
import { PRESET_SOURCES } from "../../lib/scenario/presets.ts";
import type { Sourced } from "../../lib/scenario/sourced.ts";
import type { Workload } from "../../lib/scenario/types.ts";
import { type AnyFields, defaultOf, limitsOf, usersOf, valueInWords } from "./field-text.ts";

const INTRODUCTION = `# Scenario reference

A scenario is a JSON object that describes one live migration. Everything but \`vm.memoryBytes\` has a default. For
completion and checks in an editor, point \`$schema\` to [scenario.schema.json](scenario.schema.json).

\`\`\`json
{
  "$schema": "./scenario.schema.json",
  "preset": "qemu",
  "vm": { "memoryBytes": 4294967296 },
  "workload": { "kind": "uniform", "writesPerSecond": 2000 },
  "migration": { "engine": "pre-copy" }
}
\`\`\`

A value comes from the first of these that has it: the scenario, the rules of the hypervisor that the scenario names, the
preset, the default in the tables below. Fields that the chosen engine does not use are accepted and have no effect; the
column "used by" lists the engines that use a field, and the hypervisor if it matters.

This page is generated from \`lib/scenario/fields.ts\` by \`deno task docs\`.`;

/** The fields that several kinds of workload have, described once. */
const SHARED = { ...WRITING_FIELDS, ...TOUCHING_FIELDS };

const PLATFORMS_INTRODUCTION = `# Platforms

A platform is a preset: the limits that a management layer sets, and what it does at them. Use one with
\`deno task predict --platform NAME\`, \`deno task simulate --preset NAME\` or \`"preset": "NAME"\` in a scenario.
\`deno task presets\` prints this page as a table.

Platforms over QEMU share its rules and the host costs of the preset \`qemu\`; [scenario.md](scenario.md) describes the
fields. TLS, multifd, compression and disks are not modeled. Cloud Hypervisor has rounds of its own; it is simulated under
QEMU's rules with its limits. VEP 248 of KubeVirt (stall detection) is not modeled.

This page is generated from \`lib/scenario/platforms.ts\` by \`deno task docs\`.`;

/** docs/scenario.md: every field, the hypervisors' rules and the presets, with the source of every number. */
export function scenarioReference(): string {
  const { preset, seed, workload, ...parts } = PART_HELP;
  const kinds = Object.entries(KIND_EXAMPLES).flatMap(([kind, example]) => {
    const own = KIND_FIELDS[kind as Workload["kind"]] as AnyFields;
    const fields = Object.fromEntries(Object.entries(own).filter(([name]) => !Object.hasOwn(SHARED, name)));
    return [
      `### \`${kind}\``,
      KIND_HELP[kind as Workload["kind"]],
      `\`\`\`json\n${JSON.stringify(example)}\n\`\`\``,
      Object.keys(fields).length > 0 ? fieldTable(fields) : "",
    ];
  });
  const [vm, ...others] = Object.entries(parts).map(([part, help]) => {
    const same = part === "destination"
      ? "The same fields as `source`."
      : fieldTable(PARTS[part as keyof typeof PARTS]);
    return `## \`${part}\`\n\n${help}\n\n${same}`;
  });
  return `${
    [
      INTRODUCTION,
      `## \`preset\`\n\n${preset} [Presets](#presets) has their values.`,
      helpTable("preset", PRESET_HELP),
      vm,
      `## \`workload\`\n\n${workload} Each has a \`kind\` and these fields:`,
      fieldTable(RANGE_FIELDS),
      `All kinds but \`curve\` and \`trace\` have a write rate:`,
      fieldTable(WRITING_FIELDS),
      `All kinds but \`sequential\` and \`trace\` have these fields too:`,
      fieldTable(TOUCHING_FIELDS),
      ...kinds,
      ...others,
      helpTable("engine", ENGINE_HELP),
      helpTable("hypervisor", HYPERVISOR_HELP),
      `## \`seed\`\n\n${seed} Default: 1.`,
      "## Hypervisors\n\nThe rules of `xen-4.6` are the defaults above. The others differ in these fields of `migration`:",
      table(
        ["hypervisor", "field", "value", "source"],
        Object.entries(RULE_SOURCES).flatMap(([name, rules]) => differences(name, rules)),
      ),
      "## Presets\n\nWhere a preset differs from the defaults and from its hypervisor's rules. `gigabit` does not differ. " +
      "Host costs are round figures unless the source says otherwise: set them if you have measured them.",
      table(["preset", "field", "value", "source"], presetRows()),
      "The platforms have the values of `qemu` except those in [platforms.md](platforms.md). `song2014Low` and `song2014High` differ in their workload only: `data/song-2014-supported.json` has both.",
    ].filter(Boolean).join("\n\n")
  }\n`;
}

/** docs/platforms.md: the limits of each platform, with the source of every number. */
export function platformReference(): string {
  const sections = PLATFORMS.map((name) => {
    const rows = platformSettings(name).map((
      { field, value, source },
    ) => [`\`${field}\``, valueInWords(field, value), source]);
    return `## \`${name}\`\n\n${PLATFORM_HELP[name]}\n\n${table(["field of `migration`", "value", "source"], rows)}`;
  });
  return `${[PLATFORMS_INTRODUCTION, ...sections].join("\n\n")}\n`;
}

function fieldTable(fields: AnyFields): string {
  const rows = Object.entries(fields).map(([name, field]) => [
    `\`${name}\``,
    field.help,
    field.unit ?? "",
    defaultOf(name, field),
    limitsOf(field),
    usersOf(field),
    field.source ?? "",
  ]);
  return table(["field", "meaning", "unit", "default", "must be", "used by", "source of the default"], rows);
}

function helpTable(heading: string, help: Readonly<Record<string, string>>): string {
  return table([heading, "meaning"], Object.entries(help).map(([name, text]) => [`\`${name}\``, text]));
}

/** The rows of the values that a hypervisor or a preset sets, except those that equal the fields' defaults. */
function differences(name: string, sources: object, part = "", fields: AnyFields = {}): string[][] {
  return Object.entries(sources as Record<string, Sourced<unknown>>).flatMap(([field, [value, source]]) =>
    value === fields[field]?.default ? [] : [[`\`${name}\``, `\`${part}${field}\``, valueInWords(field, value), source]]
  );
}

function presetRows(): string[][] {
  const { gigabit, qemu, song2014Low } = PRESET_SOURCES;
  return Object.entries({ gigabit, qemu, song2014Low }).flatMap(([name, { hypervisor, ...parts }]) => [
    [`\`${name}\``, "`migration.hypervisor`", JSON.stringify(hypervisor), ""],
    ...Object.entries(parts).flatMap(([part, sources]) =>
      differences(name, sources, `${part}.`, PARTS[part as keyof typeof PARTS])
    ),
  ]);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
