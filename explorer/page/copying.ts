/// <reference lib="dom" />
import { byId, setText } from "./elements.ts";

/** Makes a button of the skeleton copy a text, and say so. */
export function copyButton(id: string, what: () => string, text: () => string): void {
  const button = byId<HTMLButtonElement>(id);
  button.addEventListener("click", async () => {
    try {
      const copied = text();
      const done = await copy(copied);
      // What cannot be copied is shown, to be copied by hand.
      byId<HTMLTextAreaElement>("copy-text").value = copied;
      byId("copied").hidden = done;
      tell(done ? `${what()} copied.` : "The browser does not let this page copy: take it from the field below.");
    } catch (error) {
      tell((error as Error).message);
    }
  });
}

let forget: ReturnType<typeof setTimeout> | undefined;

/** Says something in passing. */
function tell(text: string): void {
  const status = byId("status");
  setText(status, text);
  clearTimeout(forget);
  forget = setTimeout(() => setText(status, ""), 6000);
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The old way, for pages that the clipboard is closed to: frames, and pages not served securely. */
function copyBySelection(text: string): boolean {
  const before = document.activeElement as HTMLElement | null;
  const area = document.createElement("textarea");
  area.value = text;
  area.style.cssText = "position:fixed;opacity:0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}
