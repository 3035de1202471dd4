/// <reference lib="dom" />
import type { Hypervisor, PresetName } from "../../lib/scenario/types.ts";
import { type FieldGroup, FIELDS } from "../fields.ts";
import { hasOwnWorkload, HYPERVISOR_CHOICES, withHypervisor } from "../hypervisors.ts";
import type { ExplorerState, WorkloadChoice } from "../state.ts";
import { byId, element } from "./elements.ts";
import { type Control, type ControlCalls, fieldControl, selectControl } from "./field-control.ts";
import { seedControl } from "./seed-control.ts";

const GROUPS: Record<FieldGroup, string> = { guest: "Guest", network: "Network", migration: "Migration" };

const WORKLOADS: readonly [WorkloadChoice, string][] = [
  ["hot-cold", "Hot and cold pages"],
  ["uniform", "Uniform"],
  ["power-law", "Power law"],
  ["sequential", "Sequential sweep"],
];

/** What the panel needs of the page. */
export interface PanelCalls extends ControlCalls {
  /** The state as it is. */
  state(): ExplorerState;
}

/** Builds all controls into the page; returns what shows a state in them. */
export function controlsPanel(calls: PanelCalls): (state: ExplorerState) => void {
  const first: Record<FieldGroup, Control[]> = {
    guest: [workloadControl(calls)],
    network: [],
    migration: [hypervisorControl(calls)],
  };
  const controls: Control[] = [];
  const narrow = matchMedia("(max-width: 47.99rem)").matches;
  for (const [group, title] of Object.entries(GROUPS) as [FieldGroup, string][]) {
    const fields = FIELDS.filter((field) => field.group === group).map((field) => fieldControl(field, calls));
    const [memory, ...others] = fields;
    const all = group === "guest" ? [memory, ...first.guest, ...others] : [...first[group], ...fields];
    if (group === "migration") all.push(seedControl(calls));
    controls.push(...all);
    const open = !narrow || group === "guest";
    byId("controls").append(
      element("details", { open, class: "group" }, element("summary", {}, title), ...all.map(({ node }) => node)),
    );
  }
  return (state) => controls.forEach((control) => control.show(state));
}

function workloadControl({ change }: ControlCalls): Control {
  return selectControl({
    id: "workload",
    label: "Writes",
    hint: "Which pages the guest writes",
    options: ({ preset, rest }) => {
      const given = rest.workload !== undefined ? "As given" : hasOwnWorkload(preset) ? "The paper’s guest" : undefined;
      return new Map(given === undefined ? WORKLOADS : [["given", given], ...WORKLOADS]);
    },
    read: ({ workload }) => workload,
    change: (value) => change({ workload: value as WorkloadChoice }),
  });
}

function hypervisorControl({ change, state }: PanelCalls): Control {
  const key = ({ preset, hypervisor }: { preset: PresetName; hypervisor: Hypervisor }) => `${preset}/${hypervisor}`;
  return selectControl({
    id: "hypervisor",
    label: "Hypervisor",
    hint: "Whose rules the engines follow, and what hosts and network cost",
    options: (state) => {
      const choices = HYPERVISOR_CHOICES.map((choice): [string, string] => [key(choice), choice.label]);
      const known = choices.some(([value]) => value === key(state));
      return new Map(known ? choices : [[key(state), `${state.preset}, ${state.hypervisor} rules`], ...choices]);
    },
    read: key,
    change: (value) => {
      const [preset, hypervisor] = value.split("/");
      change(withHypervisor(state(), { preset: preset as PresetName, hypervisor: hypervisor as Hypervisor }));
    },
  });
}
