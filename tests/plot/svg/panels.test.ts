import { assertEquals, assertStrictEquals } from "@std/assert";
import { panelColumns, placePanels } from "../../../lib/plot/svg/frame.ts";

Deno.test("panelColumns has as many columns as fit, at least one and at most one per panel", () => {
  assertEquals(panelColumns(5, { width: 900, leastWidth: 280 }), { columns: 3, panelWidth: 300 });
  assertEquals(panelColumns(3, { width: 200, leastWidth: 280 }), { columns: 1, panelWidth: 200 });
  assertEquals(panelColumns(2, { width: 2000, leastWidth: 280 }), { columns: 2, panelWidth: 1000 });
});

Deno.test("placePanels fills rows from the left", () => {
  const { svg, height } = placePanels(["a", "b", "c", "d", "e"], { columns: 3, panelWidth: 300, rowHeight: 150 });
  const places = Array.from(svg.matchAll(/translate\((\d+),(\d+)\)/g), ([_, x, y]) => [Number(x), Number(y)]);
  assertEquals(places, [[0, 0], [300, 0], [600, 0], [0, 150], [300, 150]]);
  assertStrictEquals(height, 300);
});
