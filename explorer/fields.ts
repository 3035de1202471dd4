import type { Limits } from "../lib/scenario/field.ts";
import { fieldOf } from "../lib/scenario/fields.ts";
import type { QuantityKind } from "../lib/text/units.ts";
import { evenValues, niceValues } from "./nice-values.ts";
import type { ExplorerState } from "./state.ts";

/** The group of controls that a field belongs to. */
export type FieldGroup = "guest" | "network" | "migration";

/** The fields of a state that have a slider and a text field. */
export type QuantityField = {
  [K in keyof ExplorerState]: ExplorerState[K] extends number | null ? K : never;
}[keyof ExplorerState];

/** A field with a slider. */
export interface Field {
  name: QuantityField;
  label: string;
  /** The unit in words, if the value is shown without one. */
  unit?: string;
  /** The kind of quantity, which decides the units. */
  kind: QuantityKind;
  group: FieldGroup;
  /** The slider's stops; `null` may be the last. Users can type other values. */
  values: readonly (number | null)[];
  /** One line of help. Default: the help of the scenario's field. */
  hint: string;
  /** The limits. Default: those of the scenario's field. */
  limits: Limits;
  /** Whether the field has an effect in a state; it is hidden otherwise. Default: always. */
  matters(state: ExplorerState): boolean;
}

type Draft = Omit<Field, "group" | "hint" | "limits" | "matters"> & Partial<Field>;

const MIB = 2 ** 20;
const memory = Array.from({ length: 15 }, (_, i) => [64 * MIB * 2 ** i, 96 * MIB * 2 ** i]).flat().slice(0, -1);
const isGiven = ({ workload }: ExplorerState) => workload === "given";
const isOwn = ({ workload }: ExplorerState) => workload !== "given";
const isHotCold = ({ workload }: ExplorerState) => workload === "hot-cold";

const DRAFTS: Readonly<Record<FieldGroup, readonly Draft[]>> = {
  guest: [
    { name: "memoryBytes", label: "Memory", kind: "bytes", values: memory },
    {
      name: "writesPerSecond",
      label: "Write rate",
      unit: "writes/s",
      kind: "number",
      values: [0, ...niceValues(10, 1e6)],
      hint: "Page writes per second of guest time. You can also type bytes, such as 200 MB/s: one write per page.",
      matters: isOwn,
    },
    {
      name: "rateFactor",
      label: "Write rate",
      unit: "× given",
      kind: "number",
      values: niceValues(0.1, 10),
      hint: "Multiplies the write rate of the given workload.",
      limits: { min: 0, max: 1e6 },
      matters: isGiven,
    },
    {
      name: "writtenShare",
      label: "Written pages",
      kind: "share",
      values: niceValues(0.001, 1),
      hint: "Share of memory that the guest writes to, such as 25 %.",
      limits: { above: 0, max: 1 },
      matters: isOwn,
    },
    {
      name: "hotFraction",
      label: "Hot pages",
      kind: "share",
      values: niceValues(0.001, 1),
      hint: "Share of the written pages that are hot, such as 10 %.",
      matters: isHotCold,
    },
    {
      name: "hotShare",
      label: "Writes to hot pages",
      kind: "share",
      values: evenValues(0, 1, 20),
      hint: "Share of writes that go to hot pages only, such as 90 %. The rest go to all written pages.",
      matters: isHotCold,
    },
    {
      name: "exponent",
      label: "Exponent",
      kind: "number",
      values: evenValues(0, 4, 40),
      matters: ({ workload }) => workload === "power-law",
    },
  ],
  network: [
    {
      name: "bandwidthBitsPerSecond",
      label: "Link",
      kind: "bits per second",
      values: niceValues(1e8, 1e11),
    },
    {
      name: "latencySeconds",
      label: "One-way latency",
      kind: "seconds",
      values: [0, ...niceValues(1e-5, 0.2)],
    },
  ],
  migration: [
    {
      name: "maxBytesPerSecond",
      label: "Migration cap",
      kind: "bytes per second",
      values: [...Array.from({ length: 13 }, (_, i) => MIB * 2 ** i), null],
      hint: "Cap on the migration while the guest runs at the source, such as 128 MiB/s, or none.",
    },
    {
      name: "downtimeLimitSeconds",
      label: "Downtime limit",
      kind: "seconds",
      values: niceValues(0.001, 10),
      matters: ({ hypervisor }) => hypervisor === "qemu",
    },
    {
      name: "prepullPages",
      label: "Prepull",
      unit: "pages",
      kind: "number",
      values: [0, ...Array.from({ length: 11 }, (_, i) => 2 ** i)],
    },
  ],
};

/** Every field with a slider, in the order of the page. */
export const FIELDS: readonly Field[] = Object.entries(DRAFTS).flatMap(([group, drafts]) =>
  drafts.map((draft) => {
    const { help = "", limits = {} } = fieldOf(draft.name) ?? {};
    return { group: group as FieldGroup, hint: help, limits, matters: () => true, ...draft };
  })
);
