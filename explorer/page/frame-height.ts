/// <reference lib="dom" />

/** Keeps the frame that the page is shown in as high as the page, if its owner lets it. */
export function keepFrameHeight(): void {
  try {
    const frame = globalThis.frameElement as HTMLElement | null;
    if (frame === null) return;
    new ResizeObserver(() => frame.style.height = `${document.body.scrollHeight + 4}px`).observe(document.body);
  } catch {
    // A frame of another origin: it scrolls.
  }
}
