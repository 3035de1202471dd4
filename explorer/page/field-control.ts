/// <reference lib="dom" />
import type { Field } from "../fields.ts";
import { nearestPlace } from "../nice-values.ts";
import { formatQuantity } from "../../lib/text/format.ts";
import { parseQuantity } from "../../lib/text/parse-quantity.ts";
import type { ExplorerState } from "../state.ts";
import { wholePages } from "../workload-of-state.ts";
import { element, setText } from "./elements.ts";

/** A control of the page. */
export interface Control {
  /** Its elements. */
  node: HTMLElement;
  /** Shows a state. */
  show(state: ExplorerState): void;
}

/** What a control calls when somebody uses it. */
export interface ControlCalls {
  /** Sets fields of the state; returns what is wrong in one line, as the page has said too, or `""`. */
  change(patch: Partial<ExplorerState>): string;
  /** Tells in one line what is wrong; `""`: nothing any more. */
  complain(message: string): void;
}

/**
 * A slider with a text field beside its name: the slider stops at round values, the field takes any. What is wrong is told
 * below the name, within sight on a phone too; Escape brings back what was there.
 */
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
  const problem = element("p", { id: `${name}-problem`, class: "field-problem", hidden: true });
  const node = element(
    "div",
    { class: "field", "data-field": name },
    element("label", { for: name }, label, ...(unit ? [element("span", { class: "unit" }, ` ${unit}`)] : [])),
    text,
    problem,
    slider,
  );
  let shown: ExplorerState;

  slider.addEventListener("input", () => mark(change({ [name]: values[slider.valueAsNumber] })));
  // Enter makes a text field fire "change" too. What stands there as it was shown is the value in full precision.
  text.addEventListener("change", () => {
    if (text.value === formatQuantity(shown[name], kind)) restore();
    else mark(take(text.value));
  });
  node.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") restore();
  });

  function take(typed: string): string {
    try {
      const value = parseQuantity(typed, { kind, name: label.toLowerCase(), like: shown[name] });
      return change({ [name]: name === "memoryBytes" ? wholePages(value!, shown) : value });
    } catch (error) {
      const { message } = error as Error;
      complain(message);
      return message;
    }
  }

  function mark(message: string): void {
    problem.hidden = message === "";
    setText(problem, message);
    if (message === "") {
      text.removeAttribute("aria-invalid");
      text.removeAttribute("aria-describedby");
    } else {
      text.setAttribute("aria-invalid", "true");
      text.setAttribute("aria-describedby", problem.id);
    }
  }

  function restore(): void {
    if (text.getAttribute("aria-invalid") === "true") complain("");
    show(shown);
  }

  function show(state: ExplorerState): void {
    const value = state[name];
    const words = formatQuantity(value, kind);
    node.hidden = !field.matters(state);
    shown = state;
    slider.value = `${nearestPlace(places, value ?? Infinity)}`;
    slider.setAttribute("aria-valuetext", unit ? `${words} ${unit}` : words);
    slider.style.setProperty("--share", `${slider.valueAsNumber / (values.length - 1)}`);
    text.value = words;
    mark("");
  }

  return { node, show };
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
