import type { MigrationResult } from "../engine/run/result.ts";
import type { Film } from "../film/types.ts";
import { quote } from "../text/message.ts";

/** A kind of data: how to recognize it and which function returns it. */
export interface DataKind<Data> {
  is(value: unknown): value is Data;
  /** As in "must come from simulate()". */
  source: string;
}

/** Whether a value looks like a film. */
export function isFilm(value: unknown): value is Film {
  const { passes, cellStarts } = (value ?? {}) as Partial<Film>;
  return Array.isArray(passes) && cellStarts instanceof Float64Array;
}

function isResult(value: unknown): value is MigrationResult {
  const { phases, rounds, timeline } = (value ?? {}) as Partial<MigrationResult>;
  return [phases, rounds, timeline].every(Array.isArray);
}

/** Films, from `film()`. */
export const FILM: DataKind<Film> = { is: isFilm, source: "film()" };
/** Results, from `simulate()`. */
export const RESULT: DataKind<MigrationResult> = { is: isResult, source: "simulate()" };

/** @throws {TypeError} if a value is not of a kind */
export function requireData<Data>(
  chart: string,
  name: string,
  value: unknown,
  { is, source }: DataKind<Data>,
): asserts value is Data {
  if (is(value)) return;
  throw new TypeError(`Cannot draw ${chart}: ${name} must come from ${source}, got ${withHint(value)}`);
}

/**
 * Accepts one value or a list, and returns a list.
 *
 * @throws {TypeError | RangeError} if there is none, or one is not of the kind
 */
export function requireList<Data>(
  chart: string,
  name: string,
  values: Data | readonly Data[],
  kind: DataKind<Data>,
): readonly Data[] {
  const list = (Array.isArray(values) ? values : [values]) as readonly Data[];
  if (list.length === 0) throw new RangeError(`Cannot draw ${chart}: ${name} must not be empty`);
  for (let i = 0; i < list.length; i++) requireData(chart, name, list[i], kind);
  return list;
}

/** An unexpected value as text, with a hint at the intended one. The tables of a film are too long to quote. */
function withHint(value: unknown): string {
  if (isFilm(value)) return "a film (did you mean film.result?)";
  if (Array.isArray(value)) return `a list of ${value.length} (did you mean one of its items?)`;
  return quote(value);
}
