import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { capabilitiesOf } from "../../harness/capabilities.ts";
import { progressLine, runId } from "../../harness/describe-run.ts";
import { describeError, MeasureError } from "../../harness/errors.ts";
import { hypervisorName } from "../../harness/hypervisor-name.ts";
import { SMOKE_PLAN } from "../../harness/plan.ts";

Deno.test("runId names engine, memory, workload, buffer, rate, link and downtime limit", () => {
  assertStrictEquals(runId(SMOKE_PLAN[0]), "pre-copy-128-uniform-36-2000-500-50");
  const run = { ...SMOKE_PLAN[0], vcpus: 2, sendBufferKiB: 2048 };
  assertStrictEquals(runId(run), "pre-copy-128-uniform-36-2000-500-50-2vcpus-2048kib");
});

Deno.test("progressLine tells the place in the plan, the run, its stage and the time", () => {
  const line = progressLine({ index: 0, count: 3, run: SMOKE_PLAN[0], stage: "active", seconds: 1.52 });
  assertStrictEquals(line, "[1/3] pre-copy-128-uniform-36-2000-500-50: active 1.5 s");
  const again = progressLine({ index: 1, count: 3, repeat: 2, run: SMOKE_PLAN[0], stage: "active" });
  assertStrictEquals(again, "[2/3] pre-copy-128-uniform-36-2000-500-50, repeat 2: active");
});

Deno.test("capabilitiesOf switches capabilities of the stream on at both sides", () => {
  assertEquals(capabilitiesOf("post-copy", ["postcopy-preempt"]), {
    source: ["postcopy-ram", "postcopy-preempt"],
    destination: ["postcopy-ram", "postcopy-preempt", "postcopy-blocktime"],
  });
  assertEquals(capabilitiesOf("pre-copy", ["auto-converge"]), { source: ["auto-converge"], destination: [] });
});

Deno.test("hypervisorName has the version and the accelerator, and refuses an old QEMU", () => {
  assertStrictEquals(hypervisorName({ qemu: { major: 7, minor: 2, micro: 22 } }, "tcg"), "QEMU 7.2 (TCG)");
  const old = { qemu: { major: 6, minor: 9, micro: 1 } };
  assertThrows(() => hypervisorName(old, "kvm"), MeasureError, "QEMU must be version 7.0.0 or newer, got 6.9.1");
});

Deno.test("describeError joins lines, and tells a failure before that of the cleanup", () => {
  assertStrictEquals(describeError(new Error("no\nway")), "no | way");
  const both = new SuppressedError(new Error("no folder"), new Error("no guest"));
  assertStrictEquals(describeError(both), "no guest; the cleanup failed too: no folder");
});
