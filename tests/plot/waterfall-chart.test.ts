import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { simulate } from "../../mod.ts";
import { waterfallChart } from "../../lib/plot.ts";
import { downtimeSteps, timeSteps } from "../../lib/plot/phase-spans.ts";
import { anyFilm, FILMED } from "./films.ts";
import { anyResult } from "./results.ts";
import { all, numberOf, parseChart, texts } from "./svg.ts";

for (const migration of FILMED) {
  const { engine, hypervisor } = migration!;
  Deno.test(`timeSteps of ${engine} under ${hypervisor} cover the migration without gaps`, () => {
    const { result } = anyFilm(migration, { cells: 1, frames: 1 });
    let seconds = 0;
    for (const step of timeSteps(result)) {
      assert(Math.abs(step.startSeconds - seconds) < 1e-9, step.name);
      seconds = step.endSeconds;
    }
    assert(Math.abs(seconds - result.totalSeconds) < 1e-9);
    const down = downtimeSteps(result).reduce((sum, step) => sum + step.endSeconds - step.startSeconds, 0);
    assert(Math.abs(down - result.downtimeSeconds!) < 1e-9);
    for (const width of [360, 720]) parseChart(waterfallChart(result, { width }));
  });
}

Deno.test("timeSteps joins the rounds after the first if there are many", () => {
  const { result } = anyFilm({ engine: "pre-copy", hypervisor: "xen-4.1" }, { cells: 1, frames: 1 });
  const live = result.rounds.filter(({ guest }) => guest === "running").length;
  assert(live > 4);
  assertEquals(timeSteps(result).map(({ name }) => name), ["round 1", `rounds 2–${live}`, "downtime"]);
  const one = simulate({ vm: { memoryBytes: 2 ** 20 }, migration: { engine: "three-stage" } });
  assertEquals(timeSteps(one).map(({ name }) => name).slice(0, 2), ["round 1", "downtime"]);
});

Deno.test("waterfallChart draws each step from the end of the one before, and the downtime on its own scale", () => {
  const root = parseChart(waterfallChart(anyResult(0.02)));
  const bars = all(root, "rect[aria-label]");
  assertEquals(bars.map((bar) => bar.getAttribute("aria-label")), [
    "round 1",
    "downtime",
    "push and fetch",
    "suspend",
    "switchover",
  ]);
  const scale = (720 - 104 - 12) / 80;
  assert(Math.abs(numberOf(bars[0], "width") - 60 * scale) < 0.01);
  assertStrictEquals(numberOf(bars[1], "width"), 2, "20 ms of 80 s are visible");
  assert(Math.abs(numberOf(bars[2], "x") - (104 + 60.02 * scale)) < 0.01);
  assert(Math.abs(numberOf(bars[3], "width") - 302) < 0.01, "half of the downtime is half of the panel");
  const written = texts(root);
  for (const text of ["total 80 s", "downtime 20 ms", "time since the guest stopped [ms]", "10 ms"]) {
    assert(written.includes(text), text);
  }
});

Deno.test("waterfallChart draws several results on one scale and cuts off a downtime far longer than the shortest", () => {
  const results = [anyResult(0.02), anyResult(0.04, { engine: "post-copy" }), anyResult(10, { engine: "pre-copy" })];
  const root = parseChart(waterfallChart(results));
  const bars = all(root, 'rect[aria-label="suspend"]').map((bar) => numberOf(bar, "width"));
  assert(Math.abs(bars[1] - 2 * bars[0]) < 0.02);
  const written = texts(root);
  assert(written.includes("5 s »"));
  assert(written.some((text) => text.startsWith("»: longer than the scale")));
  for (const { engine } of results) assert(written.includes(engine));
});

Deno.test("waterfallChart names results of one engine by hypervisor or number", () => {
  const alike = [anyResult(), anyResult(0.02, { hypervisor: "qemu" })];
  assert(texts(parseChart(waterfallChart(alike))).includes("three-stage, qemu"));
  assert(texts(parseChart(waterfallChart([anyResult(), anyResult()]))).includes("2: three-stage"));
  assert(texts(parseChart(waterfallChart(alike, { labels: ["a", "b"] }))).includes("b"));
});

Deno.test("waterfallChart of an abandoned migration has no panel of downtime", () => {
  const phases = [{ ...anyResult().phases[0], seconds: 80 }];
  const figure = waterfallChart(anyResult(0, { verdict: "diverged", downtimeSeconds: null, phases }));
  assertStrictEquals(all(parseChart(figure), "rect[aria-label]").length, 1);
});
