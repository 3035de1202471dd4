import { helpOf } from "../lib/scenario/fields.ts";
import { evenValues, niceValues } from "./nice-values.ts";
import type { QuantityKind } from "../lib/text/units.ts";
import type { ExplorerState } from "./state.ts";

/** The group of controls that a field belongs to. */
export type FieldGroup = "guest" | "network" | "migration";

/** The fields of a state that have a slider and a text field. */
export type QuantityField = {
  [K in keyof ExplorerState]: ExplorerState[K] extends number | null ? K : never;
}[keyof ExplorerState];

/** A field with a slider. */
export interface Field {
  /** Its name in the state. */
  name: QuantityField;
  /** Its label. */
  label: string;
  /** The unit in words, if the value is shown without one. */
  unit?: string;
  /** The kind of quantity, which decides the units. */
  kind: QuantityKind;
  /** Its group. */
  group: FieldGroup;
  /** The slider's stops; `null` may come last. Other values can be typed. */
  values: readonly (number | null)[];
  /** One line of help. */
  hint: string;
  /** Whether it has an effect in a state. Fields without effect are hidden. */
  matters(state: ExplorerState): boolean;
}

const always = () => true;
const MIB = 2 ** 20;
const memory = Array.from({ length: 15 }, (_, i) => [64 * MIB * 2 ** i, 96 * MIB * 2 ** i]).flat().slice(0, -1);

/** Every field with a slider, in the order of the page. */
export const FIELDS: readonly Field[] = [
  {
    name: "memoryBytes",
    label: "Memory",
    kind: "bytes",
    group: "guest",
    values: memory,
    hint: helpOf("memoryBytes"),
    matters: always,
  },
  {
    name: "writesPerSecond",
    label: "Write rate",
    unit: "writes/s",
    kind: "number",
    group: "guest",
    values: [0, ...niceValues(10, 1e6)],
    hint: helpOf("writesPerSecond"),
    matters: ({ workload }) => workload !== "given",
  },
  {
    name: "rateFactor",
    label: "Write rate",
    unit: "× as given",
    kind: "number",
    group: "guest",
    values: niceValues(0.1, 10),
    hint: "Multiplies the write rate of the given workload.",
    matters: ({ workload }) => workload === "given",
  },
  {
    name: "writtenShare",
    label: "Written part",
    kind: "share",
    group: "guest",
    values: niceValues(0.001, 1),
    hint: "The part of memory that is written.",
    matters: ({ workload }) => workload !== "given",
  },
  {
    name: "hotFraction",
    label: "Hot part of that",
    kind: "share",
    group: "guest",
    values: niceValues(0.001, 1),
    hint: helpOf("hotFraction"),
    matters: ({ workload }) => workload === "hot-cold",
  },
  {
    name: "hotShare",
    label: "Writes to the hot part",
    kind: "share",
    group: "guest",
    values: evenValues(0, 1, 20),
    hint: helpOf("hotShare"),
    matters: ({ workload }) => workload === "hot-cold",
  },
  {
    name: "exponent",
    label: "Exponent",
    kind: "number",
    group: "guest",
    values: evenValues(0, 4, 40),
    hint: helpOf("exponent"),
    matters: ({ workload }) => workload === "power-law",
  },
  {
    name: "bandwidthBitsPerSecond",
    label: "Link",
    kind: "bits per second",
    group: "network",
    values: niceValues(1e8, 1e11),
    hint: helpOf("bandwidthBitsPerSecond"),
    matters: always,
  },
  {
    name: "latencySeconds",
    label: "Latency, one way",
    kind: "seconds",
    group: "network",
    values: [0, ...niceValues(1e-5, 0.2)],
    hint: helpOf("latencySeconds"),
    matters: always,
  },
  {
    name: "maxBytesPerSecond",
    label: "Migration cap",
    kind: "bytes per second",
    group: "migration",
    values: [...Array.from({ length: 13 }, (_, i) => MIB * 2 ** i), null],
    hint: helpOf("maxBytesPerSecond"),
    matters: always,
  },
  {
    name: "downtimeLimitSeconds",
    label: "Downtime limit",
    kind: "seconds",
    group: "migration",
    values: niceValues(0.001, 10),
    hint: helpOf("downtimeLimitSeconds"),
    matters: ({ hypervisor }) => hypervisor === "qemu",
  },
  {
    name: "prepullPages",
    label: "Prepull",
    unit: "pages",
    kind: "number",
    group: "migration",
    values: [0, ...Array.from({ length: 11 }, (_, i) => 2 ** i)],
    hint: helpOf("prepullPages"),
    matters: always,
  },
];
