import { assertEquals, assertStrictEquals } from "@std/assert";
import { legend, LEGEND_ROW, type LegendItem } from "../../../lib/plot/svg/legend.ts";
import { all, assertWellFormed, parse, texts } from "../svg.ts";

const items: LegendItem[] = [
  { label: "box", color: "#123456", opacity: 0.4 },
  { label: "circle", mark: "circle", color: "#654321" },
  { label: "hollow", mark: "square", hollow: true },
  { label: "line", mark: "line" },
  { label: "drawn", swatch: (x, y) => `<circle cx="${x}" cy="${y}" r="5"/>` },
];

Deno.test("legend draws a swatch and a label for each item", () => {
  const { svg, height } = legend(items, 900);
  assertWellFormed(`<svg>${svg}</svg>`);
  const root = parse(`<svg>${svg}</svg>`);
  assertEquals(texts(root), items.map(({ label }) => label));
  const [box] = all(root, "rect");
  assertEquals(["fill", "fill-opacity"].map((name) => box.getAttribute(name)), ["#123456", "0.4"]);
  assertEquals(all(root, "path").map((path) => path.getAttribute("fill")), ["#654321", "none", "none"]);
  assertStrictEquals(all(root, "circle").length, 1);
  assertStrictEquals(height, LEGEND_ROW);
});

Deno.test("legend wraps at its width", () => {
  assertStrictEquals(legend(items.slice(0, 2), 40).height, 2 * LEGEND_ROW);
});

Deno.test("legend without items has no height", () => {
  assertEquals(legend([], 900), { svg: "", height: 0 });
});
