import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { legend, LEGEND_ROW, markLegend } from "../../../lib/plot/svg/legend.ts";
import { all, assertWellFormed, parse, texts } from "../svg.ts";

const items = [
  { label: "pre-copy", mark: "circle", color: "#123456" },
  { label: "hollow", mark: "square", hollow: true },
  { label: "band", mark: "band" },
  { label: "line", mark: "line" },
];

Deno.test("markLegend draws one swatch and one label per item, hollow ones in outline", () => {
  const { svg } = markLegend(items, { x: 0, y: 0, width: 900 });
  assertWellFormed(`<svg>${svg}</svg>`);
  const root = parse(`<svg>${svg}</svg>`);
  assertEquals(texts(root), items.map(({ label }) => label));
  assertEquals(all(root, "path").map((path) => path.getAttribute("fill")), ["#123456", "none", "none"]);
  assertStrictEquals(all(root, "rect").length, 1);
});

Deno.test("markLegend wraps at its width", () => {
  const wide = markLegend(items, { x: 0, y: 0, width: 900 });
  const narrow = markLegend(items, { x: 0, y: 0, width: 150 });
  assert(narrow.height > wide.height);
});

Deno.test("legend draws a square of each color, or the symbol of a line, and wraps at its width", () => {
  const items = [{ label: "one", color: "#123456", opacity: 0.4 }, {
    label: "two",
    color: "#654321",
    symbol: "times",
  }];
  const { svg, height } = legend(items, { x: 10, y: 5, width: 900 });
  const root = parse(`<svg>${svg}</svg>`);
  assertEquals(texts(root), ["one", "two"]);
  const [square] = all(root, "rect");
  assertEquals(["x", "y", "fill", "fill-opacity"].map((name) => square.getAttribute(name)), [
    "10",
    "5",
    "#123456",
    "0.4",
  ]);
  assertStrictEquals(all(root, "path")[0].getAttribute("stroke"), "#654321");
  assertStrictEquals(height, LEGEND_ROW);
  assertStrictEquals(legend(items, { x: 0, y: 0, width: 40 }).height, 2 * LEGEND_ROW);
});
