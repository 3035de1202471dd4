import { escapeText } from "./escape.ts";

/** A piece of HTML that is safe to put into a page. */
export interface Html {
  /** Its text, everything foreign in it escaped. */
  readonly markup: string;
}

type Part = string | number | Html | readonly Html[];

/** HTML as a template: what is put in is escaped, unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { markup: strings.reduce((text, string, i) => text + written(parts[i - 1]) + string) };
}

/** Takes a text that is known to be safe as HTML: an own figure, an own style sheet. */
export function trusted(markup: string): Html {
  return { markup };
}

function written(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escapeText(`${part}`);
  return "markup" in part ? part.markup : part.map((one) => one.markup).join("");
}
