import { formatNumber } from "../plot/format.ts";

/** A claim's figure for people, such as `36.2 %`; a dash where there is none. */
export function figureWithUnit(value: number | null, unit: string): string {
  return value === null ? "–" : `${formatNumber(value)} ${unit}`;
}
