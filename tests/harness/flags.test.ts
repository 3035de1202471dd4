import { assertEquals, assertRejects } from "@std/assert";
import { MEASURE_FLAGS, runsOf } from "../../harness/flags.ts";
import { SMOKE_PLAN } from "../../harness/plan.ts";
import type { MeasureRun } from "../../harness/types.ts";
import { parseFlags } from "../../shell/flags.ts";
import { fakeIo } from "../shell/fake-io.ts";

/** The runs that a line of flags describes. */
async function runs(line: string, files: Record<string, string> = {}): Promise<MeasureRun[]> {
  return await runsOf(parseFlags(line.split(" ").filter(Boolean), MEASURE_FLAGS), fakeIo(files));
}

Deno.test("flags describe one run", async () => {
  const line =
    "--engine three-stage --vcpus 2 --memory-mib 512 --send-buffer-kib 1024 --link-mbit 0.5e3 --downtime-ms 50 --kind hot-cold --buffer-mib 300";
  const more = "--pages-per-second 100 --hot-share 0.8 --capability auto-converge --capability postcopy-preempt";
  const workload = { kind: "hot-cold" as const, bufferMiB: 300, pagesPerSecond: 100, hotFraction: 0.1, hotShare: 0.8 };
  assertEquals(await runs(`${line} ${more}`), [{
    engine: "three-stage",
    vcpus: 2,
    memoryMiB: 512,
    linkMbitPerSecond: 500,
    sendBufferKiB: 1024,
    downtimeLimitMs: 50,
    workload,
    capabilities: ["auto-converge", "postcopy-preempt"],
  }]);
});

Deno.test("flags that are not given have defaults", async () => {
  const [run] = await runs("--engine post-copy");
  assertEquals(run, {
    engine: "post-copy",
    memoryMiB: 256,
    linkMbitPerSecond: 500,
    downtimeLimitMs: 300,
    workload: { kind: "uniform", bufferMiB: 140, pagesPerSecond: 2000 },
  });
});

Deno.test("a plan is read from its file, with comments, and the smoke plan is built in", async () => {
  assertEquals(await runs("--smoke"), SMOKE_PLAN);
  assertEquals(await runs("--plan p.json", { "p.json": `// smoke\n${JSON.stringify(SMOKE_PLAN)}` }), SMOKE_PLAN);
});

const BAD_LINES: [string, string][] = [
  ["", "one of --smoke, --plan and --engine is missing; see --help"],
  ["--kind uniform", "one of --smoke, --plan and --engine is missing; see --help"],
  ["--engine foo", "--engine must be one of pre-copy, three-stage, post-copy, got foo"],
  ["--engine", "--engine needs a value"],
  ["--engine pre-copy --memory-mib big", "--memory-mib must be a number, got big"],
  [
    "--engine pre-copy --memory-mib 10",
    "Cannot measure: --memory-mib must be a whole number from 81 to 1000000, got 10",
  ],
  [
    "--engine pre-copy --buffer-mib 200",
    "Cannot measure: --buffer-mib must be at most 176 with memoryMiB 256, got 200",
  ],
  ["--engine pre-copy --kind foo", "--kind must be one of uniform, hot-cold, sequential, got foo"],
  ["--engine pre-copy --hot-share 1", "--hot-share needs --kind hot-cold"],
  [
    "--engine pre-copy --capability foo",
    "--capability must be one of auto-converge, postcopy-preempt, got foo",
  ],
  ["--smoke --engine pre-copy", "--smoke and --engine exclude each other"],
  ["--smoke --memory-mib 512", "--memory-mib needs --engine"],
  ["--plan p.json --smoke", "--plan and --smoke exclude each other"],
  ["--plan p.json", "Cannot read p.json: no such file"],
  ["--plan bad.json", "Cannot read bad.json: it is not JSON: unexpected end (line 1 column 2)"],
  ["--smoke --accel xen", "--accel must be one of tcg, kvm, got xen"],
  ["--smoke --limit-seconds 0", "--limit-seconds must be a number from 0.001 to 86400, got 0"],
  ["--smoke --limit-seconds soon", "--limit-seconds must be a number from 0.001 to 86400, got soon"],
  ["--foo", "unknown flag --foo; see --help"],
  ["plan.json", "unexpected argument: plan.json"],
  ["--smoke=yes", "--smoke takes no value (got yes)"],
];

for (const [line, message] of BAD_LINES) {
  Deno.test(`measure rejects "${line}"`, async () => {
    const error = await assertRejects(() => runs(line, { "bad.json": "{" }), Error);
    assertEquals(error.message, message);
  });
}
