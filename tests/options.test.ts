import { assertThrowsWith } from "./errors.ts";
// cspell:ignore cels colour kernal tolerence
import { assertMatch, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { explorerPage } from "../explorer/mod.ts";
import { check } from "../lib/course.ts";
import { reproduce } from "../lib/paper.ts";
import { linesChart, show, standaloneSvg, table, timelineChart } from "../lib/plot.ts";
import { measuredRuns, scenarioOf, validate } from "../lib/qemu.ts";
import { summarize, sweep, tasksOf } from "../lib/sweep.ts";
import { cellStates, compare, film, frameAt, simulate } from "../mod.ts";

const SCENARIO = { vm: { memoryBytes: 2 ** 20 } };
const PLAN = { base: SCENARIO, axes: { "vm.vcpus": [1, 2] } };
const result = simulate(SCENARIO);
const rows = sweep(PLAN);
const lines = { x: "vm.vcpus", y: "totalSeconds" } as const;

/** Calls with typical mistakes. Type checks would reject most of them, but notebook cells are not checked. */
const any = (value: unknown) => value as never;

const UNKNOWN_OPTIONS: [() => unknown, string][] = [
  [() => sweep(any({ ...PLAN, replicate: 5 })), '"replicate": 5 (did you mean replicates?)'],
  [() => tasksOf(any({ ...PLAN, replicate: 5 })), '"replicate": 5 (did you mean replicates?)'],
  [() => sweep(PLAN, any({ onprogress: null })), '"onprogress": null (did you mean onProgress?)'],
  [() => reproduce(any({ Replicates: 30 })), '"Replicates": 30 (did you mean replicates?)'],
  [() => validate(measuredRuns(), any({ Seeds: 3 })), '"Seeds": 3 (did you mean seeds?)'],
  [() => measuredRuns(any({ option: true })), '"option": true (did you mean options?)'],
  [() => film(SCENARIO, any({ cels: 5 })), '"cels": 5 (did you mean cells?)'],
  [() => compare(SCENARIO, any({ engine: "pre-copy" })), '"engine": "pre-copy" (did you mean engines?)'],
  [() => linesChart(summarize(rows), any({ ...lines, colour: "red" })), '"colour": "red"'],
  [() => timelineChart(result, any({ Width: 5 })), '"Width": 5 (did you mean width?)'],
  [() => table([result], any({ Caption: "a" })), '"Caption": "a" (did you mean caption?)'],
  [() => check(any({ value: 1, unit: "s", tolerence: 1 }), 2), '"tolerence": 1 (did you mean tolerance?)'],
];

Deno.test("an unknown option is an error that lists the options", () => {
  for (const [call, got] of UNKNOWN_OPTIONS) {
    const { message } = assertThrows(call, TypeError);
    assertMatch(message, /^Cannot [^:]*: (options|plan|problem) must have only the fields /, message);
    assertStrictEquals(message.slice(message.indexOf(", got ") + 6), got);
  }
});

const WRONG_CALLS: [() => unknown, RegExp][] = [
  [() => reproduce(any(5)), /^TypeError: Cannot reproduce: options must be an object, got 5$/],
  [() => reproduce(any("x")), /^TypeError: Cannot reproduce: options must be an object, got "x"$/],
  [
    () => reproduce({ replicates: 0 }),
    /^RangeError: Cannot reproduce: replicates must be a whole number from 1 to 10000/,
  ],
  [
    () => reproduce({ seed: any({}) }),
    /^TypeError: Cannot reproduce: seed must be a string or a whole number, got \{\}/,
  ],
  [
    () => validate(measuredRuns(), { seeds: 0 }),
    /^RangeError: Cannot validate: seeds must be a whole number .* got 0$/,
  ],
  [() => validate(measuredRuns(), { seeds: -1 }), /^RangeError: Cannot validate: seeds must be .* got -1$/],
  [() => validate(measuredRuns(), { seeds: any("x") }), /^TypeError: Cannot validate: seeds must be .* got "x"$/],
  [() => validate(any(measuredRuns)), /^TypeError: Cannot validate: runs must be a list of runs.* got function$/],
  [() => validate([any({})]), /^TypeError: Cannot validate: a run must come from measuredRuns\(\).*, got \{\}$/],
  [() => scenarioOf(any({})), /^TypeError: Cannot make scenario: a run must come from measuredRuns\(\)/],
  [
    () => scenarioOf(measuredRuns()[0], 1, any({ seed: 1 })),
    /^TypeError: Cannot make scenario: options must have only the fields boot, got "seed": 1/,
  ],
  [() => table(any(result)), /^TypeError: Cannot make table: rows must be a list of objects, got /],
  [() => table([any(1)]), /^TypeError: Cannot make table: rows must be a list of objects, got 1 at 0$/],
  [() => standaloneSvg(any("x")), /^TypeError: Cannot make SVG file: chart must be a chart, got "x"$/],
  [() => sweep(any(undefined)), /^TypeError: Cannot sweep: plan must be an object, got nothing$/],
  [() => sweep(PLAN, { onProgress: any(5) }), /^TypeError: Cannot sweep: onProgress must be a function, got 5$/],
  [
    () => sweep({ axes: { "vm.vcpus": [any(() => 1)] } }),
    /^TypeError: Cannot sweep: axes\.vm\.vcpus must contain only JSON/,
  ],
  [() => sweep({ axes: { "vm.vcpus": [any(1n)] } }), /^TypeError: Cannot sweep: axes\.vm\.vcpus must .* got 1n$/],
  [() => sweep({ ...PLAN, base: any({ x: () => 1 }) }), /^TypeError: Cannot sweep: base must contain only JSON values/],
  [
    () => summarize(any(undefined)),
    /^TypeError: Cannot summarize: rows must be a list of rows from sweep\(\), got nothing$/,
  ],
  [
    () => summarize(rows, any("vm.vcpus")),
    /^TypeError: Cannot summarize: by must be a list of fields, got "vm\.vcpus"$/,
  ],
  [
    () => compare(SCENARIO, { engines: any("pre-copy") }),
    /^TypeError: Cannot compare: engines must be a list, got "pre-copy"$/,
  ],
  [() => compare(any(undefined)), /^TypeError: Cannot read scenario: it must be an object, got nothing$/],
  [() => cellStates(any(undefined), 0), /^TypeError: Cannot return cell states: film must be .* got nothing$/],
  [() => frameAt(any(undefined), 0), /^TypeError: Cannot find frame: film must be .* got nothing$/],
  [
    () => linesChart(summarize(rows), { ...lines, yScale: any("cubic") }),
    /^RangeError: Cannot draw linesChart: yScale must be one of linear, log, got "cubic"/,
  ],
];

Deno.test("a call with a wrong value is an error that says what is allowed", () => {
  for (const [call, message] of WRONG_CALLS) assertMatch(String(assertThrows(call)), message);
});

Deno.test("show and explorerPage reject unknown options", async () => {
  const { message } = await assertRejects(() => show("text", any({ kernal: null })), TypeError);
  assertMatch(message, /^Cannot show: options must have only the fields kernel, log, got "kernal": null/);
  await assertRejects(
    () => explorerPage(SCENARIO, any({ pack: true })),
    TypeError,
    "Cannot make explorer page: options",
  );
});

Deno.test("simulate refuses options of the wrong kind", () => {
  assertThrowsWith(
    () => simulate(SCENARIO, { observer: 1 } as never),
    /^RangeError: Cannot simulate: observer must be an object with callbacks, got 1$/,
  );
  assertThrowsWith(
    () => simulate(SCENARIO, { keepScenario: "yes" } as never),
    /^TypeError: Cannot simulate: keepScenario must be true or false, got "yes"$/,
  );
});
