import type { Engine } from "../../scenario/types.ts";

/** A mark of a series. */
export type SeriesSymbol = "circle" | "square" | "triangle" | "diamond";

/**
 * The color of each engine in all charts. Based on the palette of Okabe and Ito for all kinds of color vision, with
 * changes that give each color a contrast of at least 3 to white and to #111.
 */
export const ENGINE_COLORS: Readonly<Record<Engine, string>> = {
  "pre-copy": "#1f77b4",
  "three-stage": "#d55e00",
  "post-copy": "#009e73",
  "stop-and-copy": "#b5629b",
};

/** The mark of each engine, for readers who cannot tell the colors apart. */
export const ENGINE_SYMBOLS: Readonly<Record<Engine, SeriesSymbol>> = {
  "pre-copy": "circle",
  "three-stage": "square",
  "post-copy": "triangle",
  "stop-and-copy": "diamond",
};

/** Where the guest runs: at the source, nowhere (downtime) or at the destination. */
export const GUEST_COLORS: Readonly<Record<"source" | "nowhere" | "destination", string>> = {
  source: "#5b8db8",
  nowhere: "#d6336c",
  destination: "#2f9e6e",
};

/** Legend labels for {@linkcode GUEST_COLORS}. */
export const GUEST_LABELS: Readonly<Record<keyof typeof GUEST_COLORS, string>> = {
  source: "guest runs at the source",
  nowhere: "nowhere (downtime)",
  destination: "guest runs at the destination",
};

/**
 * The state of pages in `pagesChart` and `roundsChart`: sent and up to date at the destination; skipped in a round; found
 * dirty, so stale at the destination; awaited there by the guest.
 */
export const PAGE_COLORS: Readonly<Record<"sent" | "skipped" | "dirty" | "awaited", string>> = {
  sent: "#1f77b4",
  skipped: "#9a7d0a",
  dirty: "#d55e00",
  awaited: "#b5629b",
};

/** The color of ties. */
export const NEUTRAL_COLOR = "#808080";

/** Font of all charts and of the report. */
export const FONT_FAMILY = "system-ui, sans-serif";

/** Font size in pixels. */
export const FONT_SIZE = 12;

const SERIES_COLORS = Object.values(ENGINE_COLORS);
const SERIES_SYMBOLS = Object.values(ENGINE_SYMBOLS);

/** The color of a series: the color of the engine with its name, else one by its place. */
export function seriesColor(name: string, place: number): string {
  return (ENGINE_COLORS as Record<string, string>)[name] ?? SERIES_COLORS[place % SERIES_COLORS.length];
}

/** The mark of a series: the mark of the engine with its name, else one by its place. */
export function seriesSymbol(name: string, place: number): SeriesSymbol {
  return (ENGINE_SYMBOLS as Record<string, SeriesSymbol>)[name] ?? SERIES_SYMBOLS[place % SERIES_SYMBOLS.length];
}

/** The dashes of a series' line, if any. Stop-and-copy's is dashed: it often covers the line of post-copy. */
export function seriesDash(name: string, place: number): string | undefined {
  return seriesSymbol(name, place) === "diamond" ? "6 5" : undefined;
}

/** The more readable of black and white on a color given as #rrggbb. */
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
