/**
 * The hint ` (did you mean X?)` with the name nearest to `wrong`, or nothing if none is near. Near is a name of which at
 * most a third of the letters differ, whatever their case, or one that begins alike: people guess at the unit.
 */
export function didYouMean(wrong: string, names: readonly string[]): string {
  const name = leastBy(names, (name) => editDistance(plain(wrong), plain(name)) / name.length, 1 / 3) ??
    leastBy(names, (name) => -commonPrefix(plain(wrong), plain(name)), -5);
  return name === undefined ? "" : ` (did you mean ${name}?)`;
}

/** The name with the least measure, if that is at most `limit`. */
function leastBy(names: readonly string[], measure: (name: string) => number, limit: number): string | undefined {
  const measures = names.map(measure);
  const least = Math.min(...measures);
  return least <= limit ? names[measures.indexOf(least)] : undefined;
}

/** How many letters two names begin with alike. */
function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Case and separators are what people get wrong first. */
function plain(name: string): string {
  return name.slice(0, 64).toLowerCase().replace(/[-_ ]/g, "");
}

/** Letters to insert, drop or replace to get from `a` to `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
