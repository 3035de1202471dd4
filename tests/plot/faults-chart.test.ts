import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { ENGINE_COLORS, faultsChart } from "../../lib/plot.ts";
import { anyFilm } from "./films.ts";
import { all, parseChart, texts } from "./svg.ts";

const threeStage = anyFilm({ engine: "three-stage" });
const postCopy = anyFilm({ engine: "post-copy" });
const preCopy = anyFilm({ engine: "pre-copy" });

Deno.test("faultsChart draws a line per film in two panels, in the colors of the engines", () => {
  for (const stall of ["waiting", "cumulative"] as const) {
    for (const width of [360, 720]) {
      const root = parseChart(faultsChart([threeStage, postCopy], { stall, width }));
      const lines = all(root, '[aria-label="line"]').map((line) => line.getAttribute("stroke"));
      const { "three-stage": three, "post-copy": post } = ENGINE_COLORS;
      assertEquals(lines, [three, post, three, post]);
    }
  }
});

Deno.test("faultsChart names its axes with units, its lines, and the films without a line", () => {
  const figure = faultsChart([preCopy, postCopy]);
  const written = texts(parseChart(figure));
  for (
    const text of ["demand faults per second", "waiting virtual CPUs [%]", "time since resume [s]", "post-copy"]
  ) assert(written.includes(text), text);
  assert(written.some((text) => /no pages were absent after resume \(pre-copy\)/.test(text)));
  assertMatch(figure.description, new RegExp(`post-copy ${postCopy.result.demandFaults} faults`));
  assert(texts(parseChart(faultsChart(postCopy, { stall: "cumulative" }))).includes("cumulative stall [s]"));
});

Deno.test("faultsChart draws at most eighty steps for any number of spans", () => {
  const root = parseChart(faultsChart(postCopy));
  const [line] = all(root, '[aria-label="line"] path');
  assert(line.getAttribute("d")!.split("L").length <= 2 * 82);
});

Deno.test("faultsChart names films of one engine by number or by their labels", () => {
  assert(texts(parseChart(faultsChart([postCopy, postCopy]))).includes("2: post-copy"));
  assert(texts(parseChart(faultsChart([postCopy, postCopy], { labels: ["a", "b"] }))).includes("b"));
});

Deno.test("faultsChart of a migration without absent pages says so", () => {
  const root = parseChart(faultsChart(preCopy));
  assertStrictEquals(all(root, '[aria-label="line"]').length, 0);
  assert(texts(root).some((text) => text.startsWith("No faults: ")));
});
