import { closestString, levenshteinDistance } from "@std/text";

/**
 * The hint ` (did you mean X?)` with the name nearest to `wrong`, or `""` if none is near. A name is near if at most a
 * third of its letters differ. Failing that, a name is near if it begins with the same five letters, because a missing
 * or wrong unit is a common mistake. Case and separators are ignored.
 */
export function didYouMean(wrong: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const spelled = closestString(wrong, names, { compareFn: difference });
  if (difference(wrong, spelled) <= 1 / 3) return hint(spelled);
  const begun = closestString(wrong, names, { compareFn: (a: string, b: string) => -commonPrefix(a, b) });
  return commonPrefix(wrong, begun) >= 5 ? hint(begun) : "";
}

function hint(name: string): string {
  return ` (did you mean ${name}?)`;
}

/** The share of `name`'s letters that differ; separators, such as the dashes of a flag, are no letters. */
function difference(wrong: string, name: string): number {
  return levenshteinDistance(plain(wrong), plain(name)) / plain(name).length;
}

/** The length of their common prefix. */
function commonPrefix(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)];
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}

function plain(name: string): string {
  return name.slice(0, 64).toLowerCase().replace(/[-_ ]/g, "");
}
