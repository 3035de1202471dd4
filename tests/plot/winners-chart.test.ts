import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { ENGINE_COLORS, winnersChart } from "../../lib/plot.ts";
import { at, replicates } from "./summaries.ts";
import { all, numberOf, parseChart, texts } from "./svg.ts";

const AXES = { x: "vm.memoryBytes", y: "workload.writesPerSecond", metric: "totalSeconds" } as const;
const rows = [
  replicates(at(128, "pre-copy", 10), [10, 10.2]),
  replicates(at(128, "three-stage", 10), [20, 20.2]),
  replicates(at(256, "pre-copy", 10), [20, 20.2]),
  replicates(at(256, "three-stage", 10), [15, 15.2]),
  replicates(at(128, "pre-copy", 90), [10, 10], ["diverged", "converged"]),
  replicates(at(128, "three-stage", 90), [20, 20]),
  replicates(at(256, "pre-copy", 90), [10, 10], "diverged"),
  replicates(at(256, "three-stage", 90), [10, 10], "diverged"),
].flat();

Deno.test("winnersChart colors each cell like its winner and shows the lead", () => {
  const root = parseChart(winnersChart(rows, AXES));
  const cells = all(root, '[aria-label="cell"] rect');
  const { "pre-copy": pre, "three-stage": three } = ENGINE_COLORS;
  assertEquals(cells.slice(0, 3).map((cell) => cell.getAttribute("fill")), [pre, three, three]);
  assert(![pre, three].includes(cells[3].getAttribute("fill")!));
  const labels = all(root, '[aria-label="text"] text').map(({ textContent }) => textContent);
  assertEquals(labels, ["−50 %", "−25 %", "alone *", "none"]);
});

Deno.test("winnersChart puts larger values further right and further up", () => {
  const cells = all(parseChart(winnersChart(rows, AXES)), '[aria-label="cell"] rect');
  assert(numberOf(cells[1], "x") > numberOf(cells[0], "x"));
  assert(numberOf(cells[2], "y") < numberOf(cells[0], "y"));
});

Deno.test("winnersChart names its axes with units, the engines and the metric", () => {
  const figure = winnersChart(rows, AXES);
  const written = texts(parseChart(figure));
  for (const text of ["VM memory [MiB]", "write rate [page writes/s]", "pre-copy", "three-stage", "no winner", "256"]) {
    assert(written.includes(text), text);
  }
  assertStrictEquals(figure.title, "Best engine by total migration time");
  assert(
    written.join(" ").includes(
      "−12 %: 12 % less than the second best. “alone”: no other completed. “none”: none completed. " +
        "*: replicates have different verdicts.",
    ),
  );
  assertMatch(figure.description, /Cells won, of 4: pre-copy 1, three-stage 2/);
});

Deno.test("winnersChart shows no lead that the noise covers, nor one of single replicates", () => {
  const noisy = [
    replicates(at(128, "pre-copy"), [10, 20, 30]),
    replicates(at(128, "three-stage"), [31, 22, 14]),
    replicates(at(256, "pre-copy"), [10]),
    replicates(at(256, "three-stage"), [20]),
  ].flat();
  const root = parseChart(winnersChart(noisy, AXES));
  const labels = all(root, '[aria-label="text"] text').map(({ textContent }) => textContent);
  assertEquals(labels, ["unclear", "unknown"]);
  const written = texts(root).join(" ");
  assert(written.includes("“unclear”: the 95 % confidence interval of the lead includes zero."), written);
  assert(written.includes("“unknown”: one replicate does not show its noise."), written);
});
