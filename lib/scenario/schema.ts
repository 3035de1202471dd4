import * as z from "zod/mini";
import { objectSchema, shapeOf } from "./field.ts";
import { HOST_FIELDS, KIND_FIELDS, MIGRATION_FIELDS, NETWORK_FIELDS, RANGE_FIELDS, VM_FIELDS } from "./fields.ts";
import { PRESETS } from "./names.ts";
import type { Host, Migration, Network, ScenarioInput, Vm, Workload } from "./types.ts";

const vm = objectSchema(shapeOf(VM_FIELDS));
const host = objectSchema(shapeOf(HOST_FIELDS));
const network = objectSchema(shapeOf(NETWORK_FIELDS));
const migration = objectSchema(shapeOf(MIGRATION_FIELDS));

const range = shapeOf(RANGE_FIELDS);
const kindSchema = <K extends Kind>(kind: K) =>
  objectSchema({ kind: z.literal(kind), ...range, ...shapeOf(KIND_FIELDS[kind]) });
type Kind = keyof typeof KIND_FIELDS;
type KindSchema = { [K in Kind]: ReturnType<typeof kindSchema<K>> }[Kind];
const kinds = (Object.keys(KIND_FIELDS) as Kind[]).map(kindSchema) as [KindSchema, ...KindSchema[]];
const WORKLOAD_RULE = "an object with a kind";
const workload = z.discriminatedUnion("kind", kinds, WORKLOAD_RULE);

const SEED_RULE = "a string or a whole number within 2^53 of zero";
const seed = z.union([z.string(SEED_RULE), z.int(SEED_RULE)]);

/** The input of a caller: any part of a scenario. A preset supplies the rest. */
export const inputSchema = objectSchema({
  $schema: z.optional(z.string("a string")),
  preset: z.optional(z.enum(PRESETS)),
  vm: z.optional(z.partial(vm)),
  source: z.optional(z.partial(host)),
  destination: z.optional(z.partial(host)),
  network: z.optional(z.partial(network)),
  migration: z.optional(z.partial(migration)),
  seed: z.optional(seed),
  workload: z.optional(z.union([workload, z.array(workload, WORKLOAD_RULE)])),
});

/** Whether two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
type Checked<_T extends true> = never;

/** `deno check` fails here where an interface of types.ts and its schema differ. */
type _Interfaces =
  | Checked<Same<Vm, z.output<typeof vm>>>
  | Checked<Same<Host, z.output<typeof host>>>
  | Checked<Same<Network, z.output<typeof network>>>
  | Checked<Same<Migration, z.output<typeof migration>>>
  | Checked<Same<Workload, z.output<typeof workload>>>
  | Checked<Same<ScenarioInput, z.output<typeof inputSchema>>>;
