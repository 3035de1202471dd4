import { assert, assertEquals, assertMatch, assertStrictEquals, assertThrows } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { assertRejectsWith } from "../errors.ts";
import { document, type JupyterKernel, show, table, timelineChart } from "../../lib/plot.ts";
import { anyFilm } from "../plot/films.ts";
import { anyResult } from "../plot/results.ts";

function fakeKernel(): JupyterKernel & { shown: [Record<string, string>, unknown][]; done: boolean } {
  return {
    shown: [],
    done: false,
    async display(bundle, options) {
      this.shown.push([bundle, options]);
      // Longer than the turn of the event loop that a call without await would get.
      await new Promise((resolve) => setTimeout(resolve, 5));
      this.done = true;
    },
    broadcast: () => undefined,
  };
}

Deno.test("show sends a chart to the kernel as HTML with inline SVG and caption, and as text", async () => {
  const kernel = fakeKernel();
  const figure = timelineChart(anyResult());
  await show(figure, { kernel });
  const [[bundle, options]] = kernel.shown;
  assertEquals(options, { raw: true });
  assertEquals(Object.keys(bundle), ["text/html", "text/plain"]);
  assert(bundle["text/html"].startsWith("<figure") && bundle["text/html"].includes(figure.svg));
  assert(bundle["text/html"].includes("<figcaption>"));
  assertStrictEquals(bundle["text/plain"], `${figure.title}\n${figure.description}`);
});

Deno.test("show sends several things as one output, in order", async () => {
  const kernel = fakeKernel();
  await show(["first", table([{ a: 1 }]), timelineChart(anyResult())], { kernel });
  assertStrictEquals(kernel.shown.length, 1);
  assertMatch(kernel.shown[0][0]["text/html"], /^<p>first<\/p><table>.*<\/table><figure/s);
});

Deno.test("show resolves when the kernel has taken the output", async () => {
  const kernel = fakeKernel();
  await show("text", { kernel });
  assert(kernel.done);
});

Deno.test("show escapes text", async () => {
  const kernel = fakeKernel();
  await show("1 < 2 & <b>", { kernel });
  assertStrictEquals(kernel.shown[0][0]["text/html"], "<p>1 &lt; 2 &amp; &lt;b&gt;</p>");
  assertStrictEquals(kernel.shown[0][0]["text/plain"], "1 < 2 & <b>");
});

Deno.test("show prints title and description outside Jupyter", async () => {
  const lines: string[] = [];
  const figure = timelineChart(anyResult());
  await show([figure, "and a text"], { log: (line) => lines.push(line) });
  assertEquals(lines, [`${figure.title}\n${figure.description}\n\nand a text`]);
});

Deno.test("show takes results, alone and among other values, and copies of them", async () => {
  const kernel = fakeKernel();
  await show({ ...anyResult() }, { kernel });
  await show(["first", anyResult(), anyResult()], { kernel });
  const [alone, among] = kernel.shown.map(([bundle]) => bundle["text/html"]);
  assertMatch(alone, /^<table>.*<\/table><figure.*<\/figure>$/s);
  assertStrictEquals(among, `<p>first</p>${alone}${alone}`);
});

Deno.test("show displays elements of the reader's own Observable Plot code, with and without a legend", async () => {
  const kernel = fakeKernel();
  const marks = [Plot.dot([[1, 2, "a"], [3, 4, "b"]], { x: "0", y: "1", stroke: "2" })];
  await show(Plot.plot({ document, marks, ariaLabel: "Two dots" }), { kernel });
  await show(Plot.plot({ document, marks, color: { legend: true } }), { kernel });
  await show(Plot.plot({ document, marks, color: { legend: true }, title: "Dots" }), { kernel });
  await show(Plot.plot({ document, marks, color: { legend: true }, ariaLabel: "Two dots" }), { kernel });
  const [bare, withLegend, ...labeled] = kernel.shown.map(([bundle]) => bundle);
  assertMatch(bare["text/html"], /^<figure[^>]*><svg.*<circle.*<\/svg><\/figure>$/s);
  assertStrictEquals(bare["text/plain"], "Two dots");
  assertMatch(withLegend["text/html"], /^<figure[^>]*>.*<circle.*<\/figure>$/s);
  assertStrictEquals(withLegend["text/html"].split("<figure").length, 2);
  assertStrictEquals(withLegend["text/plain"], "<figure>");
  assertEquals(labeled.map((bundle) => bundle["text/plain"]), ["Dots", "Two dots"]);
});

Deno.test("show of a promise says to await it", async () => {
  const promise = Promise.resolve("text") as unknown as string;
  await assertRejectsWith(
    () => show(promise),
    /^TypeError: Cannot show: the value is a promise; write await before the call that returns it$/,
  );
});

Deno.test("a plot that needs a canvas says so", () => {
  const data = [{ x: 1, z: 3 }, { x: 2, z: 9 }];
  const plots = [
    () => Plot.plot({ document, color: { legend: true }, marks: [Plot.cell(data, { x: "x", fill: "z" })] }),
    () => Plot.plot({ document, marks: [Plot.raster([1, 2, 3, 4], { width: 2, height: 2 })] }),
  ];
  for (const plot of plots) {
    const { message } = assertThrows(plot, TypeError);
    assertMatch(message, /^Cannot draw on a canvas: this document has none\. .*"quantize".* Plot\.cell or Plot\.rect$/);
  }
});

Deno.test("show lists the supported values if it gets another one", async () => {
  for (const thing of [3, null, undefined, {}, ["text", { a: 1 }]]) {
    await assertRejectsWith(() => show(thing as never, { kernel: null }), {
      name: "TypeError",
      message: /^Cannot show: the value must be a chart, a table, a string, an element, .*, got (3|null|nothing|\{)/,
    });
  }
});

Deno.test("show of a film suggests values that can be shown", async () => {
  await assertRejectsWith(() => show(anyFilm({ engine: "post-copy" }) as never, { kernel: null }), {
    name: "TypeError",
    message: /^Cannot show: the value must be .*, got a film \(did you mean roundsChart\(film\) or film\.result\?\)$/,
  });
});
