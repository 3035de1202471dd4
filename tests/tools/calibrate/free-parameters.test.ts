import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import asPublished from "../../../data/song-2014-as-published.json" with { type: "json" };
import supported from "../../../data/song-2014-supported.json" with { type: "json" };
import { FREE_PARAMETERS, parametersAt } from "../../../tools/calibrate/free-parameters.ts";
import { defaultsOf } from "../../../lib/scenario/field.ts";
import { NETWORK_FIELDS } from "../../../lib/scenario/fields.ts";
import { testbed } from "../../../lib/scenario/song-2014.ts";
import { parseScenario } from "../../../lib/scenario/parse.ts";

/** The numbers of an object of objects, by path. */
function numbers(value: unknown, path = ""): Map<string, number> {
  if (typeof value === "number") return new Map([[path, value]]);
  if (typeof value !== "object" || value === null) return new Map();
  const entries = Object.entries(value).flatMap(([key, part]) => [
    ...numbers(part, path === "" ? key : `${path}.${key}`),
  ]);
  return new Map(entries);
}

/** A shipped calibration, with the defaults of network fields that are newer. */
function shipped({ parameters, ...calibration }: typeof supported) {
  return {
    ...calibration,
    parameters: { ...parameters, network: { ...defaultsOf(NETWORK_FIELDS), ...parameters.network } },
  };
}

const SHIPPED = { supported: shipped(supported), "as-published": shipped(asPublished) };
const NAMES = ["supported", "as-published"] as const;
const FREE = FREE_PARAMETERS.supported;
const at = (x: number) => numbers(parametersAt(FREE, FREE.map(() => x)));

Deno.test("every free parameter has a range above zero, a reason, a source, and a unique path", () => {
  for (const free of NAMES.map((name) => FREE_PARAMETERS[name])) {
    for (const { path, min, max, why, source } of free) {
      assert(min > 0 && min < max && Number.isFinite(max), path);
      for (const text of [why, source]) assertMatch(text, /^\w.*\.$/);
    }
    assertStrictEquals(new Set(free.map(({ path }) => path)).size, free.length);
  }
});

Deno.test("the two calibrations differ in the bound of one cost", () => {
  const [supported, published] = NAMES.map((name) => FREE_PARAMETERS[name]);
  assertEquals(supported.map(({ path, min }) => [path, min]), published.map(({ path, min }) => [path, min]));
  const wider = supported.filter(({ max }, i) => max !== published[i].max).map(({ path }) => path);
  assertEquals(wider, ["host.peekSeconds"]);
});

Deno.test("parametersAt sets every number and adds none", () => {
  const paths = Array.from(at(0.5).keys());
  for (const [path, value] of at(0.5)) assert(Number.isFinite(value), path);
  for (const { path } of FREE) assert(paths.includes(path), path);
  assertEquals(paths, Array.from(numbers(SHIPPED.supported.parameters).keys()));
});

Deno.test("parametersAt goes from the smallest to the largest value on a log scale", () => {
  const [low, middle, high] = [0, 0.5, 1].map(at);
  const free = new Map(FREE.map((one) => [one.path, one]));
  for (const [path, value] of middle) {
    const one = free.get(path);
    if (one === undefined) {
      assertEquals([low.get(path), high.get(path)], [value, value], `${path} is not free`);
      continue;
    }
    assertStrictEquals(low.get(path), one.min);
    assertStrictEquals(high.get(path), one.max);
    assert(Math.abs(value / Math.sqrt(one.min * one.max) - 1) < 1e-3, path);
  }
});

Deno.test("each coordinate changes its own parameter only", () => {
  const base = at(0.5);
  FREE.forEach(({ path }, i) => {
    const moved = numbers(parametersAt(FREE, FREE.map((_, j) => j === i ? 0.9 : 0.5)));
    const differing = Array.from(moved.keys()).filter((key) => moved.get(key) !== base.get(key));
    assertEquals(differing, [path]);
  });
});

for (const name of NAMES) {
  Deno.test(`the shipped calibration "${name}" has these parameters, each within its bounds`, () => {
    const calibration = SHIPPED[name];
    assertEquals([calibration.calibration, calibration.free], [name, FREE_PARAMETERS[name]]);
    const shipped = numbers(calibration.parameters);
    for (const { path, min, max } of FREE_PARAMETERS[name]) {
      const value = shipped.get(path)!;
      assert(value >= min && value <= max, `${path}: ${value}`);
    }
    for (const [path, value] of at(0.5)) {
      if (FREE.every((one) => one.path !== path)) assertStrictEquals(shipped.get(path), value, path);
    }
  });
}

Deno.test("the parameters make valid scenarios at the corners of the cube", () => {
  for (const x of [0, 1]) {
    for (const rate of ["low", "high"] as const) {
      const preset = testbed(parametersAt(FREE, FREE.map(() => x)), rate);
      const vm = { ...preset.vm, memoryBytes: 2 ** 26 };
      const { vm: checked, workload } = parseScenario({ ...preset, vm, workload: preset.workload(vm) });
      assertStrictEquals(checked.memoryBytes, 2 ** 26);
      assertStrictEquals(workload.length, 2);
    }
  }
});
