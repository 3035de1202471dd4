import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { z } from "zod";
import { KIND_EXAMPLES } from "../../../lib/scenario/fields.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";
import type { ScenarioInput, Workload } from "../../../lib/scenario/types.ts";
import { scenarioJsonSchema } from "../../../tools/docs/json-schema.ts";
import { scenarioReference } from "../../../tools/docs/reference.ts";
import { withFieldDocs } from "../../../tools/docs/type-docs.ts";
import { HOSTS_AND_NETWORK } from "../../scenario/bad-input/hosts-and-network.ts";
import { MIGRATION } from "../../scenario/bad-input/migration.ts";
import { WORKLOAD } from "../../scenario/bad-input/workload.ts";

const read = (path: string) => Deno.readTextFileSync(new URL(`../../../${path}`, import.meta.url));

Deno.test("the committed reference, JSON Schema and doc comments follow from the definitions of the fields", () => {
  assertStrictEquals(read("docs/scenario.md"), scenarioReference());
  assertStrictEquals(read("docs/scenario.schema.json"), scenarioJsonSchema());
  const types = read("lib/scenario/types.ts");
  assertStrictEquals(types, withFieldDocs(types));
});

Deno.test("every JSON example of the reference is a scenario or a workload", () => {
  const examples = Array.from(scenarioReference().matchAll(/```json\n([\s\S]*?)```/g), ([, json]) => JSON.parse(json));
  assertStrictEquals(examples.length, 1 + Object.keys(KIND_EXAMPLES).length);
  for (const example of examples) {
    const input: ScenarioInput = "kind" in example
      ? { vm: { memoryBytes: 2 ** 30 }, workload: example as Workload }
      : example;
    assert(parseScenario(input).workload.length === 1);
  }
});

Deno.test("the JSON Schema accepts valid scenarios and rejects invalid ones", () => {
  const schema = z.fromJSONSchema(JSON.parse(scenarioJsonSchema()));
  const right = parseScenario({ preset: "song2014Low", vm: { memoryBytes: 2 ** 27 } });
  assertEquals(schema.safeParse({ $schema: "x", ...right }).error, undefined);
  const acrossFields =
    /firstPage \+ pages|startPage must be below|extents (must|are)|if touchesPerSecond is given|points|frames must|frames\.\d\.seconds/;
  const wrong = [...HOSTS_AND_NETWORK, ...MIGRATION, ...WORKLOAD].filter(({ message }) => !acrossFields.test(message));
  for (const { why, input } of wrong) assert(!schema.safeParse(input).success, why);
});

Deno.test("withFieldDocs(source) adds the comments of fields, replaces old ones and changes nothing else", () => {
  const source = "/** Mine. */\nexport interface Other {\n  /** Kept. */\n  vcpus: number;\n}\n\n" +
    "/** Kept. */\nexport interface Vm {\n  /** Old. */\n  memoryBytes: number;\n  vcpus: number;\n}\n";
  const lines = withFieldDocs(source).split("\n");
  assertEquals(lines.slice(0, 7), source.split("\n").slice(0, 7));
  assert(!lines.includes("  /** Old. */"));
  assert(lines.some((line) => line.includes("Guest memory")));
  assert(lines.some((line) => line.includes("Virtual CPUs")));
});
