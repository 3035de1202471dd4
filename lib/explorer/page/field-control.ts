/// <reference lib="dom" />
import type { Field } from "../fields.ts";
import { nearestPlace } from "../nice-values.ts";
import { formatQuantity, parseQuantity } from "../quantity.ts";
import type { ExplorerState } from "../state.ts";
import { element } from "./elements.ts";

/** A control of the page. */
export interface Control {
  /** Its elements. */
  node: HTMLElement;
  /** Shows a state. */
  show(state: ExplorerState): void;
}

/** What a control calls when somebody uses it. */
export interface ControlCalls {
  /** Sets fields of the state; returns whether it could be. If not, the page has said why. */
  change(patch: Partial<ExplorerState>): boolean;
  /** Tells in one line what is wrong. */
  complain(message: string): void;
}

/** A slider with a text field beside its name: the slider stops at round values, the field takes any. */
export function fieldControl(field: Field, { change, complain }: ControlCalls): Control {
  const { name, label, unit, kind, values, hint } = field;
  const places = values.map((value) => value ?? Infinity);
  const slider = element("input", { type: "range", id: name, min: 0, max: values.length - 1, step: 1, title: hint });
  const text = element("input", {
    type: "text",
    id: `${name}-text`,
    "aria-label": `${label}, typed${unit ? `, in ${unit}` : ""}`,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "done",
  });
  const node = element(
    "div",
    { class: "field", "data-field": name },
    element("label", { for: name }, label, ...(unit ? [element("span", { class: "unit" }, ` ${unit}`)] : [])),
    text,
    slider,
  );
  let shown: number | null = null;

  slider.addEventListener("input", () => change({ [name]: values[slider.valueAsNumber] }));
  // Enter makes a text field fire "change" too.
  text.addEventListener("change", () => text.setAttribute("aria-invalid", `${!take(text.value)}`));

  function take(typed: string): boolean {
    try {
      return change({ [name]: parseQuantity(typed, kind, label.toLowerCase(), shown) });
    } catch (error) {
      complain((error as Error).message);
      return false;
    }
  }

  return {
    node,
    show(state) {
      const value = state[name];
      const words = formatQuantity(value, kind);
      node.hidden = !field.matters(state);
      shown = value;
      slider.value = `${nearestPlace(places, value ?? Infinity)}`;
      slider.setAttribute("aria-valuetext", unit ? `${words} ${unit}` : words);
      slider.style.setProperty("--share", `${slider.valueAsNumber / (values.length - 1)}`);
      text.value = words;
      text.removeAttribute("aria-invalid");
    },
  };
}

/** A list of choices under a name. */
export function selectControl(
  { id, label, hint, options, read, change }: {
    id: string;
    label: string;
    hint: string;
    /** The choices in a state, by value, in order. */
    options(state: ExplorerState): ReadonlyMap<string, string>;
    /** The value that a state has chosen. */
    read(state: ExplorerState): string;
    /** Called with the value that somebody chose. */
    change(value: string): void;
  },
): Control {
  const select = element("select", { id, title: hint });
  const node = element("div", { class: "field choice" }, element("label", { for: id }, label), select);
  select.addEventListener("change", () => change(select.value));
  let last = "";
  return {
    node,
    show(state) {
      const choices = options(state);
      const key = JSON.stringify(Array.from(choices));
      if (key !== last) {
        select.replaceChildren(...Array.from(choices, ([value, words]) => element("option", { value }, words)));
        last = key;
      }
      select.value = read(state);
    },
  };
}
