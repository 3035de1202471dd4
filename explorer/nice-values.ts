const MANTISSAS = [1, 1.5, 2, 3, 5, 7];

/** Round numbers from `min` to `max`, six per power of ten: the stops of a logarithmic slider. */
export function niceValues(min: number, max: number): number[] {
  const values: number[] = [];
  for (let exponent = Math.floor(Math.log10(min)); 10 ** exponent <= max * 1.001; exponent++) {
    // Parsed from text, because 7 * 1e-4 is not 7e-4.
    for (const mantissa of MANTISSAS) values.push(Number(`${mantissa}e${exponent}`));
  }
  return values.filter((value) => value >= min && value <= max);
}

/** `count + 1` evenly spaced numbers from `min` to `max`. */
export function evenValues(min: number, max: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => Number((min + (max - min) * i / count).toPrecision(12)));
}

/** The index of the element of ascending `values` that is nearest to `value`, by ratio if both are above 0. */
export function nearestPlace(values: readonly number[], value: number): number {
  const distance = (other: number) =>
    other === value ? 0 : other > 0 && value > 0 ? Math.abs(Math.log(other / value)) : Math.abs(other - value) + 1e3;
  let nearest = 0;
  values.forEach((other, place) => {
    if (distance(other) < distance(values[nearest])) nearest = place;
  });
  return nearest;
}
