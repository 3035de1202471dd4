import assert from "node:assert/strict";
import { markLegend } from "../../lib/plot/mark-legend.ts";
import { all, assertWellFormed, parse, texts } from "./svg.ts";

const items = [
  { label: "pre-copy", mark: "circle", colour: "#123456" },
  { label: "hollow", mark: "square", hollow: true },
  { label: "band", mark: "band" },
  { label: "line", mark: "line" },
];

Deno.test("markLegend draws one swatch and one label per item, hollow ones in outline", () => {
  const { svg } = markLegend(items, { x: 0, y: 0, width: 900 });
  assertWellFormed(`<svg>${svg}</svg>`);
  const root = parse(`<svg>${svg}</svg>`);
  assert.deepEqual(texts(root), items.map(({ label }) => label));
  assert.deepEqual(all(root, "path").map((path) => path.getAttribute("fill")), ["#123456", "none", "none"]);
  assert.equal(all(root, "rect").length, 1);
});

Deno.test("markLegend wraps at its width", () => {
  const wide = markLegend(items, { x: 0, y: 0, width: 900 });
  const narrow = markLegend(items, { x: 0, y: 0, width: 150 });
  assert.ok(narrow.height > wide.height);
});
