/// <reference lib="dom" />
import { formatQuantity } from "../../lib/text/format.ts";
import type { Field } from "../fields.ts";
import { nearestPlace } from "../nice-values.ts";
import type { ExplorerState } from "../state.ts";
import { typedValue } from "../typed-value.ts";
import { element, setText } from "./elements.ts";

/** A control of the page. */
export interface Control {
  node: HTMLElement;
  show(state: ExplorerState): void;
}

/** The functions of the page that controls call. */
export interface ControlCalls {
  /** Sets fields of the state. Returns the problem in one line, which the page shows too, or `""`. */
  change(patch: Partial<ExplorerState>): string;
  /** Shows a problem in one line; `""` removes it. */
  complain(message: string): void;
}

/**
 * A slider and a text field. The slider stops at round values; the text field takes any value. Problems appear below the
 * label, which stays in view on a phone. Escape restores the last valid value.
 */
export function fieldControl(field: Field, { change, complain }: ControlCalls): Control {
  const { name, label, unit, kind, values, hint } = field;
  const places = values.map((value) => value ?? Infinity);
  const slider = element("input", { type: "range", id: name, min: 0, max: values.length - 1, step: 1, title: hint });
  const text = element("input", {
    type: "text",
    id: `${name}-text`,
    title: hint,
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
  // Enter fires "change" even if the text is unchanged. The value may have more digits than the text.
  text.addEventListener("change", () => {
    if (text.value === formatQuantity(shown[name], kind)) restore();
    else mark(take(text.value));
  });
  node.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") restore();
  });

  function take(typed: string): string {
    try {
      return change({ [name]: typedValue(field, typed, shown) });
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

/** Options of {@linkcode selectControl}. */
export interface SelectOptions {
  id: string;
  label: string;
  hint: string;
  options(state: ExplorerState): ReadonlyMap<string, string>;
  /** The chosen value in a state. */
  read(state: ExplorerState): string;
  change(value: string): void;
}

/** A list of choices with a label. */
export function selectControl({ id, label, hint, options, read, change }: SelectOptions): Control {
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
