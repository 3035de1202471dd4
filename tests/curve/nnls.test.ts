import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { nnls } from "../../lib/curve/nnls.ts";

const columnsOf = (...columns: number[][]) => columns.map((column) => Float64Array.from(column));

Deno.test("nnls returns the least-squares solution if that is not negative", () => {
  const x = nnls(columnsOf([1, 0, 1], [0, 1, 1]), Float64Array.from([1, 2, 3]));
  assertAlmostEquals(x[0], 1, 1e-12);
  assertAlmostEquals(x[1], 2, 1e-12);
});

Deno.test("nnls returns Lawson and Hanson's solution where a weight would be negative", () => {
  // Without the constraint x = (-1, 2); with it the second column alone: 4.5 / 3.
  const x = nnls(columnsOf([1, 1, 1], [1, 1, 2]), Float64Array.from([1, 1, 3]));
  assertEquals(x[0], 0);
  assertAlmostEquals(x[1], 8 / 6, 1e-12);
});

Deno.test("nnls of values that no column helps is zero", () => {
  assertEquals(Array.from(nnls(columnsOf([1, 2], [3, 1]), Float64Array.from([-1, -1]))), [0, 0]);
});

Deno.test("nnls survives columns that are alike", () => {
  const x = nnls(columnsOf([1, 2, 3], [1, 2, 3], [2, 4, 6]), Float64Array.from([1, 2, 3]));
  assertAlmostEquals(x[0] + x[1] + 2 * x[2], 1, 1e-9);
});

Deno.test("nnls meets the conditions of Karush, Kuhn and Tucker", () => {
  const value = fc.double({ min: -10, max: 10, noNaN: true });
  const problem = fc.tuple(
    fc.array(fc.array(value, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 9 }),
    fc.array(value, { minLength: 6, maxLength: 6 }),
  );
  fc.assert(fc.property(problem, ([rows, values]) => {
    const [columns, b] = [columnsOf(...rows), Float64Array.from(values)];
    const x = nnls(columns, b);
    const rest = b.map((value, k) => value - columns.reduce((sum, column, j) => sum + x[j] * column[k], 0));
    const slopes = columns.map((column) => column.reduce((sum, value, k) => sum + value * rest[k], 0));
    // Non-negative, no gain from more of any column, and no gain from less of a column in use.
    return x.every((weight) => weight >= 0) &&
      slopes.every((slope, j) => slope < 1e-4 && (x[j] === 0 || slope > -1e-4));
  }));
});
