/// <reference lib="dom" />
import type { Hypervisor, PresetName } from "../../lib/scenario/types.ts";
import { type FieldGroup, FIELDS } from "../fields.ts";
import { fragmentOfState } from "../fragment.ts";
import { hasOwnWorkload, HYPERVISOR_CHOICES, withHypervisor } from "../hypervisors.ts";
import { SITUATIONS } from "../situations.ts";
import type { ExplorerState, WorkloadChoice } from "../state.ts";
import { byId, element, setText } from "./elements.ts";
import { type Control, type ControlCalls, fieldControl, selectControl } from "./field-control.ts";

const GROUPS: Record<FieldGroup, string> = { guest: "Guest", network: "Network", migration: "Migration" };

const WORKLOADS: readonly [WorkloadChoice, string][] = [
  ["hot-cold", "Hot and cold"],
  ["uniform", "Uniform"],
  ["power-law", "Power law"],
  ["sequential", "Sequential"],
];

/** Fills the panel of controls. Returns the function that shows a state in them. */
export function controlsPanel(calls: ControlCalls): (state: ExplorerState) => void {
  const fieldsOf = (group: FieldGroup) =>
    FIELDS.filter((field) => field.group === group).map((field) => fieldControl(field, calls));
  const [memory, ...writes] = fieldsOf("guest");
  const groups: Record<FieldGroup, Control[]> = {
    guest: [memory, workloadControl(calls), ...writes],
    network: fieldsOf("network"),
    migration: [hypervisorControl(calls), ...fieldsOf("migration"), seedControl(calls)],
  };
  const narrow = matchMedia("(max-width: 47.99rem)").matches;
  for (const [group, controls] of Object.entries(groups) as [FieldGroup, Control[]][]) {
    const open = !narrow || group === "guest";
    const summary = element("summary", {}, GROUPS[group]);
    byId("controls").append(element("details", { open, class: "group" }, summary, ...controls.map(({ node }) => node)));
  }
  const controls = Object.values(groups).flat();
  return (state) => controls.forEach((control) => control.show(state));
}

function workloadControl({ change }: ControlCalls): Control {
  return selectControl({
    id: "workload",
    label: "Write pattern",
    hint: "Which pages the guest writes to.",
    options: ({ preset, rest }) => {
      const own = hasOwnWorkload(preset) ? "The paper’s guest" : undefined;
      const given = rest.workload !== undefined ? "From the scenario" : own;
      return new Map(given === undefined ? WORKLOADS : [["given", given], ...WORKLOADS]);
    },
    read: ({ workload }) => workload,
    change: (value) => change({ workload: value as WorkloadChoice }),
  });
}

function hypervisorControl({ change }: ControlCalls): Control {
  const key = ({ preset, hypervisor }: { preset: PresetName; hypervisor: Hypervisor }) => `${preset}/${hypervisor}`;
  let shown: ExplorerState;
  return selectControl({
    id: "hypervisor",
    label: "Hypervisor",
    hint: "The hypervisor whose rules the engines follow, with the costs of its hosts and network.",
    options: (state) => {
      const choices = HYPERVISOR_CHOICES.map((choice): [string, string] => [key(choice), choice.label]);
      const known = choices.some(([value]) => value === key(state));
      return new Map(known ? choices : [[key(state), `${state.preset}, ${state.hypervisor} rules`], ...choices]);
    },
    read: (state) => key(shown = state),
    change: (value) => {
      const [preset, hypervisor] = value.split("/");
      change(withHypervisor(shown, { preset: preset as PresetName, hypervisor: hypervisor as Hypervisor }));
    },
  });
}

function seedControl({ change }: ControlCalls): Control {
  const input = element("input", {
    type: "text",
    id: "seed",
    autocomplete: "off",
    spellcheck: "false",
    title: "Seeds every random stream: any text or number. The same seed gives the same run.",
  });
  const button = element("button", { type: "button", id: "new-seed" }, "New seed");
  input.addEventListener("change", () => change({ seed: input.value }));
  button.addEventListener("click", () => change({ seed: `${1 + Math.floor(Math.random() * 999_999)}` }));
  return {
    node: element("div", { class: "field seed" }, element("label", { for: "seed" }, "Seed"), input, button),
    show: ({ seed }) => void (input.value = seed),
  };
}

/**
 * Creates the buttons of the examples. Returns a function that marks the example that equals a state and shows its
 * hint. For any other state it shows `otherwise`.
 */
export function situationButtons(
  go: (state: ExplorerState) => void,
): (state: ExplorerState, otherwise: string) => void {
  const buttons = SITUATIONS.map(({ label, hint, state }) => {
    const button = element("button", { type: "button", title: hint, "aria-pressed": "false" }, label);
    button.addEventListener("click", () => go(state));
    return button;
  });
  byId("situations").append(...buttons);
  return (state, otherwise) => {
    const same = SITUATIONS.findIndex((situation) => fragmentOfState(situation.state) === fragmentOfState(state));
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", `${i === same}`));
    setText(byId("situation-hint"), SITUATIONS[same]?.hint ?? otherwise);
  };
}
