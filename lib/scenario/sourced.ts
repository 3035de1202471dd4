/** A value with its source. */
export type Sourced<V> = readonly [value: V, source: string];

/** Values that replace some of `T`'s fields, each with its source. */
export type Sources<T> = { readonly [K in keyof T]?: Sourced<T[K]> };

/** The values without their sources. */
export function valuesOf<T>(sourced: Sources<T> = {}): Partial<T> {
  const entries = Object.entries(sourced) as [string, Sourced<unknown>][];
  return Object.fromEntries(entries.map(([name, [value]]) => [name, value])) as Partial<T>;
}

/** The source of a value that is not measured. */
export const ROUND_FIGURE = "round figure, not a calibration";
