/** Inner steps after which a search is given up; Lawson and Hanson's own bound is three per column. */
const STEPS_PER_COLUMN = 10;
/** A gradient this small, relative to the largest at the start, counts as zero. */
const TOLERANCE = 1e-10;

/**
 * Non-negative least squares: the `x` >= 0 that minimizes |A x - b|, by the active-set method of Lawson and Hanson (Solving
 * Least Squares Problems, 1974, chapter 23). Columns enter one by one; a column whose weight would be negative leaves again.
 *
 * @param columns the columns of A, each as long as `b`
 * @param b the values to fit
 * @returns a weight for each column; at most as many are above 0 as `b` has values
 */
export function nnls(columns: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = new Float64Array(columns.length);
  const active: number[] = [];
  const barred = new Set<number>();
  const gradient = () => {
    const rest = residualOf(columns, b, x);
    return columns.map((column) => dot(column, rest));
  };
  let slopes = gradient();
  const least = TOLERANCE * Math.max(...slopes.map(Math.abs), Number.MIN_VALUE);
  for (let steps = STEPS_PER_COLUMN * columns.length; steps > 0; steps--) {
    const entering = slopes.reduce(
      (best, slope, j) => x[j] === 0 && !barred.has(j) && slope > (slopes[best] ?? least) ? j : best,
      -1,
    );
    if (entering < 0) return x;
    active.push(entering);
    solveActive(columns, b, { x, active });
    // A column that cannot enter, because it is a mixture of the others, must not be tried again.
    if (x[entering] === 0) barred.add(entering);
    slopes = gradient();
  }
  return x;
}

/** Moves `x` to the least-squares solution over the active columns, which loses those that would be negative. */
function solveActive(
  columns: readonly Float64Array[],
  b: Float64Array,
  { x, active }: { x: Float64Array; active: number[] },
): void {
  while (active.length > 0) {
    const solution = leastSquares(active.map((j) => columns[j]), b);
    if (solution === undefined) {
      x[active.pop()!] = 0;
      return;
    }
    let step = 1;
    active.forEach((j, i) => {
      if (solution[i] <= 0) step = Math.min(step, x[j] / (x[j] - solution[i]));
    });
    active.forEach((j, i) => x[j] += step * (solution[i] - x[j]));
    if (step === 1) return;
    const leaving = active.filter((j, i) => solution[i] <= 0 && x[j] <= 1e-12 * (1 + Math.abs(solution[i])));
    for (const j of leaving) x[j] = 0;
    active.splice(0, active.length, ...active.filter((j) => !leaving.includes(j)));
    if (leaving.length === 0) return;
  }
}

/** Least squares without a constraint, by Gram-Schmidt; `undefined` if the columns are not independent. */
function leastSquares(columns: readonly Float64Array[], b: Float64Array): Float64Array | undefined {
  const basis: Float64Array[] = [];
  const upper: number[][] = [];
  for (const column of columns) {
    const rest = Float64Array.from(column);
    const row: number[] = [];
    // Twice, because the columns of a mixture of exponentials are almost alike.
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((q, i) => {
        const part = dot(q, rest);
        row[i] = (row[i] ?? 0) + part;
        for (let k = 0; k < rest.length; k++) rest[k] -= part * q[k];
      });
    }
    const length = Math.sqrt(dot(rest, rest));
    if (!(length > 1e-11 * Math.sqrt(dot(column, column)))) return undefined;
    basis.push(rest.map((value) => value / length));
    upper.push([...row, length]);
  }
  const x = new Float64Array(columns.length);
  for (let i = columns.length - 1; i >= 0; i--) {
    let value = dot(basis[i], b);
    for (let j = i + 1; j < columns.length; j++) value -= upper[j][i] * x[j];
    x[i] = value / upper[i][i];
  }
  return x;
}

function residualOf(columns: readonly Float64Array[], b: Float64Array, x: Float64Array): Float64Array {
  const rest = Float64Array.from(b);
  columns.forEach((column, j) => {
    if (x[j] !== 0) { for (let k = 0; k < rest.length; k++) rest[k] -= x[j] * column[k]; }
  });
  return rest;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
