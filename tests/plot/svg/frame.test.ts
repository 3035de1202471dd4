import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { type Box, frame } from "../../../lib/plot/svg/frame.ts";
import { all, numberOf, parseChart, texts } from "../svg.ts";

const TEXTS = { title: "A & B", description: "Two things", width: 300 };

Deno.test("frame puts the drawing below title and legend and the footnote below the drawing", () => {
  const chart = frame({ ...TEXTS, legend: [{ label: "one", color: "red" }], footnote: "a footnote" }, () => ({
    svg: `<rect aria-label="drawing" width="10" height="40"/>`,
    height: 40,
  }));
  const root = parseChart(chart);
  assertEquals(texts(root), ["A & B", "one", "a footnote"]);
  const top = Number(/translate\(0,(\d+)\)"><rect aria-label="drawing"/.exec(chart.svg)?.[1]);
  assert(top > 26 + 20);
  const footnote = numberOf(all(root, "text")[2], "y");
  assert(footnote > top + 40 && footnote < numberOf(root, "height"));
});

Deno.test("frame is as high as its drawing needs, or leaves the rest of a fixed height to it", () => {
  const boxes: Box[] = [];
  const draw = (box: Box) => {
    boxes.push(box);
    return { svg: "<g/>", height: box.height || 100 };
  };
  assertStrictEquals(numberOf(parseChart(frame(TEXTS, draw)), "height"), 130);
  assertStrictEquals(numberOf(parseChart(frame({ ...TEXTS, height: 200 }, draw)), "height"), 200);
  assertEquals(boxes, [{ width: 300, height: 0 }, { width: 300, height: 170 }]);
});

Deno.test("frame wraps a long footnote", () => {
  const draw = () => ({ svg: "", height: 10 });
  const heightOf = (footnote: string) => numberOf(parseChart(frame({ ...TEXTS, footnote }, draw)), "height");
  assert(heightOf("word ".repeat(40).trim()) > heightOf("word") + 30);
});
