/** Panels of one size in rows, filled from the left. */
export interface SmallMultiples {
  /** Panels side by side. */
  columns: number;
  /** Width of a panel in pixels. */
  panelWidth: number;
  /** Height of all rows in pixels. */
  height: number;
  /** Left and upper edge of each panel in pixels. */
  places: { x: number; y: number }[];
}

/**
 * Lays panels out in as many columns as fit, one at least: equally wide, none narrower than `leastWidth` unless `width`
 * itself is.
 */
export function smallMultiples(
  panels: number,
  { width, top, leastWidth, heightOf }: {
    width: number;
    /** Upper edge of the first row. */
    top: number;
    leastWidth: number;
    /** Height of a panel, captions and gap included, by its width. */
    heightOf: (panelWidth: number) => number;
  },
): SmallMultiples {
  const columns = Math.max(1, Math.min(panels, Math.floor(width / leastWidth)));
  const panelWidth = Math.floor(width / columns);
  const rowHeight = heightOf(panelWidth);
  const places = Array.from({ length: panels }, (_, i) => ({
    x: (i % columns) * panelWidth,
    y: top + Math.floor(i / columns) * rowHeight,
  }));
  return { columns, panelWidth, height: Math.ceil(panels / columns) * rowHeight, places };
}
