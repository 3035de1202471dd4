import { assertEquals, assertStrictEquals } from "@std/assert";
import { smallMultiples } from "../../../lib/plot/svg/small-multiples.ts";

const layout = { top: 50, leastWidth: 280, heightOf: (width: number) => width / 2 };

Deno.test("smallMultiples fills rows from the left, below `top`", () => {
  const { columns, panelWidth, height, places } = smallMultiples(5, { ...layout, width: 900 });
  assertEquals({ columns, panelWidth, height }, { columns: 3, panelWidth: 300, height: 300 });
  assertEquals(places.map(({ x, y }) => [x, y]), [[0, 50], [300, 50], [600, 50], [0, 200], [300, 200]]);
});

Deno.test("smallMultiples has one column at least, and no more than panels", () => {
  assertStrictEquals(smallMultiples(3, { ...layout, width: 200 }).columns, 1);
  assertStrictEquals(smallMultiples(2, { ...layout, width: 2000 }).columns, 2);
});
