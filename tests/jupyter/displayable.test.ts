import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { compare, simulate } from "../../mod.ts";
import { reproduce } from "../../lib/paper.ts";
import { type JupyterKernel, table, timelineChart } from "../../lib/plot.ts";
import { displayable, holdCell } from "../../lib/jupyter/displayable.ts";
import { simulateScenario } from "../../lib/engine/simulate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { measuredRuns, validate } from "../../lib/qemu.ts";
import { summarize, sweep } from "../../lib/sweep.ts";

const DISPLAY = Symbol.for("Jupyter.display");
const GUEST = { vm: { memoryBytes: 2 ** 24 }, workload: { kind: "uniform", writesPerSecond: 1000 } } as const;
const PLAN = { base: GUEST, axes: { "migration.engine": ["pre-copy", "post-copy"] }, replicates: 2 };
const RUNS = measuredRuns().filter(({ memoryMiB, engine }) => memoryMiB === 128 && engine === "pre-copy");

const DISPLAYING: Record<string, [value: object, html: RegExp]> = {
  "a result": [simulate(GUEST), /^<table>.*pre-copy under xen-4\.6.*<\/table><figure.*<svg.*<\/figure>$/s],
  "a comparison": [compare(GUEST), /^<table>.*pre-copy<.*stop-and-copy<.*<\/table>$/s],
  "a sweep": [sweep(PLAN), /^<table>.*2 points: mean ± 95 % confidence interval of 2 migrations each.*<\/table>$/s],
  "a summary": [summarize(sweep(PLAN), ["migration.engine"]), /^<table>.*2 points: mean.*<\/table>$/s],
  "a validation": [validate(RUNS, { seeds: 1 }), /^<table>.*Errors of the predictions.*<\/table><figure/s],
  "a reproduction": [
    reproduce({ replicates: 1 }),
    /^<figure.*<figure.*<\/figure><table>.*hold with supported costs.*<\/table>$/s,
  ],
  "a table": [table([{ a: 1 }]), /^<table>.*<\/table>$/s],
  "a figure": [timelineChart(simulate(GUEST)), /^<figure.*<svg.*<\/figure>$/s],
};

for (const [name, [value, html]] of Object.entries(DISPLAYING)) {
  Deno.test(`${name} displays itself through Jupyter's display method`, async () => {
    const bundle = await (value as Record<symbol, () => Promise<Record<string, string>>>)[DISPLAY]();
    assertEquals(Object.keys(bundle), ["text/html", "text/plain"]);
    assertMatch(bundle["text/html"], html);
    assert(bundle["text/plain"].length > 0);
  });

  Deno.test(`${name} stays plain data`, () => {
    assert(!Object.getOwnPropertyDescriptor(value, DISPLAY)!.enumerable);
    assertEquals(JSON.parse(JSON.stringify(value)), value);
    assertEquals(structuredClone(value), value);
    assert(!(DISPLAY in structuredClone(value)));
    assert(Object.isFrozen(Object.freeze(value)));
  });
}

Deno.test("a result that displays itself equals the engine's result", () => {
  assertEquals(simulate(GUEST), simulateScenario(parseScenario(GUEST)));
});

Deno.test("the thread is blocked after a value is displayed, only in the kernel", async () => {
  const steps: string[] = [];
  const kernel: JupyterKernel = { display: () => Promise.resolve(), broadcast: () => undefined };
  const asKernelDoes = async (kernel: JupyterKernel | null) => {
    const value = displayable({}, () => {
      holdCell(kernel, () => steps.push("held"));
      return { "text/html": "", "text/plain": "shown" };
    });
    const bundle = await (value as Record<symbol, () => Promise<Record<string, string>>>)[DISPLAY]();
    steps.push(bundle["text/plain"]);
    // When a timer fires, the microtasks are done.
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  await asKernelDoes(kernel);
  assert(steps.indexOf("shown") < steps.lastIndexOf("held"));
  assertStrictEquals(steps.length, 21);
  steps.length = 0;
  await asKernelDoes(null);
  assertEquals(steps, ["shown"]);
});

Deno.test("entry points other than plot load no drawing code until a value is displayed", async () => {
  for (const entry of ["mod.ts", "lib/sweep.ts", "lib/paper.ts", "lib/qemu.ts", "lib/xen.ts"]) {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", new URL(`../../${entry}`, import.meta.url).href],
      stderr: "null",
    }).output();
    const { modules, roots } = JSON.parse(new TextDecoder().decode(stdout));
    const byUrl = new Map<string, { dependencies?: { isDynamic?: boolean; code?: { specifier: string } }[] }>(
      modules.map((module: { specifier: string }) => [module.specifier, module]),
    );
    const loaded = new Set<string>(roots);
    for (const url of loaded) {
      for (const { isDynamic, code } of byUrl.get(url)?.dependencies ?? []) {
        if (!isDynamic && code) loaded.add(code.specifier);
      }
    }
    assert(loaded.size > 10);
    const drawing = Array.from(loaded).filter((url) => /plot@|linkedom|lib\/plot\//.test(url));
    assertEquals(drawing, [], entry);
  }
});
