import { evenValues, niceValues } from "./nice-values.ts";
import type { QuantityKind } from "../lib/text/units.ts";
import type { ExplorerState } from "./state.ts";

/** The part of the controls that a field stands in. */
export type FieldGroup = "guest" | "network" | "migration";

/** The fields of a state that a slider and a text field set. */
export type QuantityField = {
  [K in keyof ExplorerState]: ExplorerState[K] extends number | null ? K : never;
}[keyof ExplorerState];

/** A field with a slider. */
export interface Field {
  /** Its name in the state. */
  name: QuantityField;
  /** Its name for people. */
  label: string;
  /** The unit in words, where the value does not carry one. */
  unit?: string;
  /** What the number stands for. */
  kind: QuantityKind;
  /** Where it stands. */
  group: FieldGroup;
  /** What the slider stops at; `null` may come last. Other values can be typed. */
  values: readonly (number | null)[];
  /** What it means, in a sentence. */
  hint: string;
  /** Whether it matters in a state; a field that does not is not shown. */
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
    hint: "What has to move: all of the guest’s pages, once at least.",
    matters: always,
  },
  {
    name: "writesPerSecond",
    label: "Dirty rate",
    unit: "writes/s",
    kind: "number",
    group: "guest",
    values: [0, ...niceValues(10, 1e6)],
    hint: "Pages that the guest writes in a second; a page written twice counts twice.",
    matters: ({ workload }) => workload !== "given",
  },
  {
    name: "rateFactor",
    label: "Dirty rate",
    unit: "× as given",
    kind: "number",
    group: "guest",
    values: niceValues(0.1, 10),
    hint: "Makes the given workload write more, or less.",
    matters: ({ workload }) => workload === "given",
  },
  {
    name: "writtenShare",
    label: "Written part",
    kind: "share",
    group: "guest",
    values: niceValues(0.001, 1),
    hint: "The writes go to this part of memory; the rest is never written.",
    matters: ({ workload }) => workload !== "given",
  },
  {
    name: "hotFraction",
    label: "Hot part of that",
    kind: "share",
    group: "guest",
    values: niceValues(0.001, 1),
    hint: "How much of what is written is hot.",
    matters: ({ workload }) => workload === "hot-cold",
  },
  {
    name: "hotShare",
    label: "Writes to the hot part",
    kind: "share",
    group: "guest",
    values: evenValues(0, 1, 20),
    hint: "The share of writes that goes to the hot part alone.",
    matters: ({ workload }) => workload === "hot-cold",
  },
  {
    name: "exponent",
    label: "Exponent",
    kind: "number",
    group: "guest",
    values: evenValues(0, 4, 40),
    hint: "How unevenly pages are written: 0 is uniform, 1 is Zipf’s law.",
    matters: ({ workload }) => workload === "power-law",
  },
  {
    name: "bandwidthBitsPerSecond",
    label: "Link",
    kind: "bits per second",
    group: "network",
    values: niceValues(1e8, 1e11),
    hint: "Raw bit rate of the link; headers take their part of it.",
    matters: always,
  },
  {
    name: "latencySeconds",
    label: "Latency, one way",
    kind: "seconds",
    group: "network",
    values: [0, ...niceValues(1e-5, 0.2)],
    hint: "A demand fault waits for the way there and back.",
    matters: always,
  },
  {
    name: "maxBytesPerSecond",
    label: "Migration cap",
    kind: "bytes per second",
    group: "migration",
    values: [...Array.from({ length: 13 }, (_, i) => MIB * 2 ** i), null],
    hint: "The migration sends no more than this while the guest runs at the source.",
    matters: always,
  },
  {
    name: "downtimeLimitSeconds",
    label: "Downtime limit",
    kind: "seconds",
    group: "migration",
    values: niceValues(0.001, 10),
    hint: "QEMU’s pre-copy stops the guest when the rest can be sent in this time.",
    matters: ({ hypervisor }) => hypervisor === "qemu",
  },
  {
    name: "prepullPages",
    label: "Prepull",
    unit: "pages",
    kind: "number",
    group: "migration",
    values: [0, ...Array.from({ length: 11 }, (_, i) => 2 ** i)],
    hint: "Neighbors that a page fetched on demand brings along.",
    matters: always,
  },
];
