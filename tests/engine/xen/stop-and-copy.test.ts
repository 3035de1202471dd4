import { assert, assertStrictEquals } from "@std/assert";
import { simulate } from "../../../lib/simulate.ts";

Deno.test("stop-and-copy stops the guest for the whole migration and sends every page once", () => {
  const host = { copyBytesPerSecond: 4104e3, suspendSeconds: 0.5, resumeSeconds: 0.25, walkSecondsPerPage: 1e-5 };
  const result = simulate({
    vm: { memoryBytes: 3000 * 4096, stateBytes: 4104 },
    workload: { kind: "uniform", writesPerSecond: 1e6 },
    source: host,
    destination: host,
    network: { latencySeconds: 0.125, windowBytes: null },
    migration: { engine: "stop-and-copy", hypervisor: "xen-4.1", maxBytesPerSecond: 1 },
  });
  const expected = 0.5 + (3000 * 4104 + 3 * 4) / 4104e3 + 0.03 + 0.001 + 0.125 + 0.25;
  assert(Math.abs(result.totalSeconds - expected) < 1e-9, `${result.totalSeconds}, expected ${expected}`);
  assertStrictEquals(result.downtimeSeconds, result.totalSeconds);
  assertStrictEquals(result.pagesTransferred, 3000);
  assertStrictEquals(result.bytesTransferred, 3000 * 4104 + 3 * 4 + 4104);
  assertStrictEquals(result.verdict, "converged");
  assertStrictEquals(result.demandFaults, 0);
});
