/// <reference lib="dom" />
import { debounce } from "@std/async/debounce";
import { capital } from "../../lib/text/format.ts";
import { byId, setText } from "./elements.ts";

/** A text to copy and its name. */
export interface Copy {
  what: string;
  text: string;
}

/** Makes buttons, by id, copy text and report the outcome. */
export function connectCopyButtons(copies: Readonly<Record<string, () => Copy>>): void {
  const status = byId("status");
  const forget = debounce(() => setText(status, ""), 6000);
  const report = (message: string) => {
    setText(status, message);
    forget();
  };
  for (const [id, copy] of Object.entries(copies)) {
    const button = byId(id);
    button.addEventListener("click", async () => {
      try {
        const { what, text } = copy();
        const copied = await copyText(text, button);
        byId("copied").hidden = copied;
        report(copied ? `${named(what)} copied.` : "Clipboard access is blocked. Copy the text below.");
      } catch (error) {
        report((error as Error).message);
      }
    });
  }
}

/** While a field is invalid, the last valid state is copied. */
function named(what: string): string {
  return document.querySelector('[aria-invalid="true"]') === null ? capital(what) : `Last valid ${what}`;
}

async function copyText(text: string, button: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // The old way works in frames and on pages that are not served securely.
    const area = byId<HTMLTextAreaElement>("copy-text");
    byId("copied").hidden = false;
    area.value = text;
    area.select();
    const copied = document.execCommand("copy");
    if (copied) button.focus();
    return copied;
  }
}
