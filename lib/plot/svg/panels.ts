import { type Drawing, translated } from "./frame.ts";

/** Columns of panels of the same width. */
export interface PanelColumns {
  columns: number;
  /** Width of a panel in pixels. */
  panelWidth: number;
}

/** As many columns as fit into `width` and are needed. A panel is at least `leastWidth` wide, unless `width` is less. */
export function panelColumns(
  panels: number,
  { width, leastWidth }: { width: number; leastWidth: number },
): PanelColumns {
  const columns = Math.max(1, Math.min(panels, Math.floor(width / leastWidth)));
  return { columns, panelWidth: Math.floor(width / columns) };
}

/** Places panels in rows, filled from the left. */
export function placePanels(
  panels: readonly string[],
  { columns, panelWidth, rowHeight }: PanelColumns & { rowHeight: number },
): Drawing {
  const placed = panels.map((panel, i) =>
    translated(panel, i % columns * panelWidth, Math.floor(i / columns) * rowHeight)
  );
  return { svg: placed.join(""), height: Math.ceil(panels.length / columns) * rowHeight };
}
