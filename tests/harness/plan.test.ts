import { assertEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { parsePlan, parseRun } from "../../harness/plan.ts";

const WORKLOAD = { kind: "uniform", bufferMiB: 36, pagesPerSecond: 2000 };
const RUN = { engine: "pre-copy", memoryMiB: 128, linkMbitPerSecond: 500, downtimeLimitMs: 300, workload: WORKLOAD };

Deno.test("parseRun returns a valid run as it is", () => {
  assertEquals(parseRun(RUN), RUN);
  const hot = { ...WORKLOAD, kind: "hot-cold", hotFraction: 0.1, hotShare: 0.9 };
  const run = { ...RUN, engine: "three-stage", workload: hot, capabilities: ["postcopy-preempt"] };
  assertEquals<unknown>(parseRun(run), run);
});

const BAD_RUNS: [string, unknown, string][] = [
  ["no object", 3, "run must be an object, got 3"],
  ["engine", { ...RUN, engine: "foo" }, 'run.engine must be one of pre-copy, three-stage, post-copy, got "foo"'],
  [
    "no engine",
    { ...RUN, engine: undefined },
    "run.engine must be one of pre-copy, three-stage, post-copy, got nothing",
  ],
  [
    "unknown field",
    { ...RUN, memory: 1 },
    'run must have only the fields engine, vcpus, memoryMiB, linkMbitPerSecond, sendBufferKiB, downtimeLimitMs, workload, capabilities, got "memory": 1 (did you mean memoryMiB?)',
  ],
  ["memory", { ...RUN, memoryMiB: 64 }, "run.memoryMiB must be a whole number from 81 to 1000000, got 64"],
  ["part of a MiB", { ...RUN, memoryMiB: 128.5 }, "run.memoryMiB must be a whole number from 81 to 1000000, got 128.5"],
  ["text", { ...RUN, memoryMiB: "big" }, 'run.memoryMiB must be a whole number from 81 to 1000000, got "big"'],
  ["link", { ...RUN, linkMbitPerSecond: 0 }, "run.linkMbitPerSecond must be a number from 1 to 100000, got 0"],
  ["limit", { ...RUN, downtimeLimitMs: -1 }, "run.downtimeLimitMs must be a whole number from 1 to 2000000, got -1"],
  ["no workload", { ...RUN, workload: undefined }, "run.workload must be an object with a kind, got nothing"],
  [
    "kind",
    { ...RUN, workload: { ...WORKLOAD, kind: "zipf" } },
    'run.workload.kind must be one of uniform, hot-cold, sequential, got "zipf"',
  ],
  [
    "hot part missing",
    { ...RUN, workload: { ...WORKLOAD, kind: "hot-cold" } },
    "run.workload.hotFraction must be a number from 0 to 1, got nothing",
  ],
  [
    "hot part of uniform",
    { ...RUN, workload: { ...WORKLOAD, hotShare: 1 } },
    'run.workload must have only the fields kind, bufferMiB, pagesPerSecond, got "hotShare": 1',
  ],
  [
    "buffer",
    { ...RUN, workload: { ...WORKLOAD, bufferMiB: 49 } },
    "run.workload.bufferMiB must be at most 48 with memoryMiB 128, got 49",
  ],
  ["capabilities", { ...RUN, capabilities: "all" }, 'run.capabilities must be a list, got "all"'],
  [
    "capability",
    { ...RUN, capabilities: ["xbzrle"] },
    'run.capabilities.0 must be one of auto-converge, postcopy-preempt, got "xbzrle"',
  ],
  [
    "twice",
    { ...RUN, capabilities: ["auto-converge", "auto-converge"] },
    'run.capabilities.1 must be named once, got "auto-converge"',
  ],
  [
    "no post-copy to preempt",
    { ...RUN, capabilities: ["postcopy-preempt"] },
    'run.capabilities.0 must be auto-converge with engine pre-copy, got "postcopy-preempt"',
  ],
];

for (const [name, input, message] of BAD_RUNS) {
  Deno.test(`parseRun rejects an invalid run: ${name}`, () => {
    assertThrowsWith(() => parseRun(input), { message: `Cannot measure: ${message}`, kind: "input" });
  });
}

Deno.test("parsePlan names the invalid run", () => {
  assertThrowsWith(() => parsePlan([RUN, { ...RUN, engine: "foo" }]), {
    message: 'Cannot measure: plan.1.engine must be one of pre-copy, three-stage, post-copy, got "foo"',
  });
});

Deno.test("parsePlan rejects values that are not plans", () => {
  assertThrowsWith(() => parsePlan({}), { message: "Cannot measure: plan must be a list of at least one run, got {}" });
  assertThrowsWith(() => parsePlan([]), {
    message: "Cannot measure: plan must be a list of at least one run, got []",
  });
});
