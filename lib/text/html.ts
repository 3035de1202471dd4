import { escape } from "@std/html";

/** A piece of HTML that is safe to put into a page. */
export interface Html {
  /** The HTML text; all inserted text in it is escaped. */
  readonly markup: string;
}

type Part = string | number | Html | readonly Html[];

/** A template tag for HTML. Inserted text is escaped; inserted `Html` is not. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { markup: strings.reduce((text, string, i) => text + markupOf(parts[i - 1]) + string) };
}

/** Marks a string as safe HTML, such as a chart or a style sheet of this project. */
export function trusted(markup: string): Html {
  return { markup };
}

function markupOf(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escape(`${part}`);
  return "markup" in part ? part.markup : part.map((one) => one.markup).join("");
}
