import type { Engine } from "../../scenario/types.ts";

/**
 * One color per engine, everywhere: after Okabe and Ito's palette for all kinds of color vision, shifted so that each
 * stands out against white and against #111 (a contrast of at least 3).
 */
export const ENGINE_COLORS: Readonly<Record<Engine, string>> = {
  "pre-copy": "#1f77b4",
  "three-stage": "#d55e00",
  "post-copy": "#009e73",
  "stop-and-copy": "#b5629b",
};

/** A mark per engine, for those who cannot tell the colors apart. */
export const ENGINE_SYMBOLS: Readonly<Record<Engine, string>> = {
  "pre-copy": "circle",
  "three-stage": "square",
  "post-copy": "triangle",
  "stop-and-copy": "diamond",
};

/** Where the guest runs, in a timeline. */
export const GUEST_COLORS: Readonly<Record<"source" | "nowhere" | "destination", string>> = {
  source: "#5b8db8",
  nowhere: "#d6336c",
  destination: "#2f9e6e",
};

/**
 * What became of a page, in grids and strips: sent and up to date at the destination; left out of a round; found dirty,
 * and so stale at the destination; awaited there by the guest.
 */
export const PAGE_COLORS: Readonly<Record<"sent" | "skipped" | "dirty" | "awaited", string>> = {
  sent: "#1f77b4",
  skipped: "#9a7d0a",
  dirty: "#d55e00",
  awaited: "#b5629b",
};

/** For what has no color of its own: ties, and series that are not engines. */
export const NEUTRAL_COLOR = "#808080";

/** Fonts of all figures and of the report. */
export const FONT_FAMILY = "system-ui, sans-serif";

/** Text size in pixels. */
export const FONT_SIZE = 12;

const SERIES_COLORS = Object.values(ENGINE_COLORS);
const SERIES_SYMBOLS = Object.values(ENGINE_SYMBOLS);

/** The color of a series: an engine's own, else by its place. */
export function seriesColor(name: string, place: number): string {
  return (ENGINE_COLORS as Record<string, string>)[name] ?? SERIES_COLORS[place % SERIES_COLORS.length];
}

/** The mark of a series: an engine's own, else by its place. */
export function seriesSymbol(name: string, place: number): string {
  return (ENGINE_SYMBOLS as Record<string, string>)[name] ?? SERIES_SYMBOLS[place % SERIES_SYMBOLS.length];
}

/** How the line of a series is dashed: the yardstick is, so that a line beneath it shows; `undefined` for a plain line. */
export function seriesDash(name: string, place: number): string | undefined {
  const symbol = seriesSymbol(name, place);
  return symbol === "diamond" ? "6 5" : undefined;
}

/** Black or white, whichever reads better on a color given as #rrggbb. */
export function textColorOn(color: string): string {
  return contrast(color, "#111111") >= contrast(color, "#ffffff") ? "#111" : "#fff";
}

/** Contrast of two colors given as #rrggbb, 1 to 21 (WCAG 2, relative luminance). */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const channel = parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
