import { helpOf } from "../scenario/fields.ts";
import { type Dirtying, DIRTYING_HELP } from "../scenario/song-2014-parameters.ts";

/** Explains the parameter at a path, with the calibration's own text or else the help of the field of that name. */
export function explain(path: string, explanations: unknown): string {
  const name = path.split(".").at(-1)!;
  const given = textOf(lookUp(path, explanations));
  return given || (Object.hasOwn(DIRTYING_HELP, name) ? DIRTYING_HELP[name as keyof Dirtying] : helpOf(name));
}

/** The explanation of a path, from a list of `{ path, why }`, an entry under the whole path, or nested objects. */
function lookUp(path: string, explanations: unknown): unknown {
  if (Array.isArray(explanations)) return explanations.find((one) => one?.path === path);
  if (typeof explanations !== "object" || explanations === null) return undefined;
  const flat = (explanations as Record<string, unknown>)[path];
  return flat ?? path.split(".").reduce<unknown>(
    (at, key) => typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined,
    explanations,
  );
}

function textOf(said: unknown): string {
  if (typeof said === "string") return said;
  if (typeof said !== "object" || said === null) return "";
  const { why, explanation } = said as Record<string, unknown>;
  return typeof why === "string" ? why : typeof explanation === "string" ? explanation : "";
}
