import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { thin } from "../../../lib/plot/svg/thin.ts";

type Point = [x: number, y: number];
const thinned = (points: Point[], places: number) => thin(points, ([x]) => x, ([, y]) => y, places);

const curve = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer()), { minLength: 1, maxLength: 500 })
  .map((points) => points.sort((a, b) => a[0] - b[0]) as Point[]);

Deno.test("thin keeps the ends and extremes of a curve in order, with at most four points per place", () => {
  fc.assert(fc.property(curve, fc.integer({ min: 1, max: 20 }), (points, places) => {
    const kept = thinned(points, places);
    assert(kept.length <= Math.max(points.length > 4 * places ? 0 : points.length, 4 * (places + 1)));
    assertStrictEquals(kept[0], points[0]);
    assertStrictEquals(kept.at(-1), points.at(-1));
    const ys = (of: Point[]) => of.map(([, y]) => y);
    assertStrictEquals(Math.min(...ys(kept)), Math.min(...ys(points)));
    assertStrictEquals(Math.max(...ys(kept)), Math.max(...ys(points)));
    const places_ = kept.map((point) => points.indexOf(point));
    assertEquals(places_, places_.toSorted((a, b) => a - b));
  }));
});

Deno.test("thin returns a short curve unchanged", () => {
  const points: Point[] = [[0, 1], [1, 2], [1, 0]];
  assertEquals(thinned(points, 10), points);
});
