/// <reference lib="dom" />
import { element } from "./elements.ts";
import type { Control, ControlCalls } from "./field-control.ts";

/** The seed, and a button that draws another one. */
export function seedControl({ change }: ControlCalls): Control {
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
