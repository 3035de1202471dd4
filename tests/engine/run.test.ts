import assert from "node:assert/strict";
import { beginRun, endRun, passRunning, passStopped, phase } from "../../lib/engine/run.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import type { ScenarioInput } from "../../lib/scenario/types.ts";

const runOf = (more: ScenarioInput = {}) => beginRun(parseScenario({ vm: { memoryBytes: 100 * 4096 }, ...more }));

Deno.test("pages move at the slowest of source, destination, link and, while the guest runs, the cap", () => {
  const rates = (source: number, destination: number, link: number, maxBytesPerSecond: number | null) => {
    const run = runOf({
      source: { copyBytesPerSecond: source },
      destination: { copyBytesPerSecond: destination },
      network: { bandwidthBitsPerSecond: link * 8, framingEfficiency: 1 },
      migration: { maxBytesPerSecond },
    });
    return [run.freeBytesPerSecond, run.liveBytesPerSecond];
  };
  assert.deepEqual(rates(10, 20, 30, null), [10, 10]);
  assert.deepEqual(rates(30, 20, 25, 40), [20, 20]);
  assert.deepEqual(rates(30, 40, 25, 5), [25, 5]);
});

Deno.test("a migration may take ten passes over memory, a minute at least, or what the scenario says", () => {
  const limit = (memoryBytes: number, timeLimitSeconds: number | null) =>
    runOf({
      vm: { memoryBytes },
      source: { copyBytesPerSecond: 1e6 },
      migration: { timeLimitSeconds },
    }).timeLimitSeconds;
  assert.equal(limit(2 ** 20, null), 60);
  assert.ok(Math.abs(limit(2 ** 30, null) - 10 * 2 ** 30 / 1e6) < 1e-6);
  assert.equal(limit(2 ** 30, 5), 5);
});

Deno.test("guest time stands still while the guest is stopped", () => {
  const run = runOf();
  passRunning(run, 2);
  passStopped(run, 3);
  passRunning(run, 4);
  assert.equal(run.seconds, 9);
  assert.equal(run.guestSeconds, 6);
});

Deno.test("a phase is what passed and was sent in it; downtime is the phases with the guest nowhere", () => {
  const run = runOf();
  passRunning(run, 1);
  const value = phase(run, "copy", "nowhere", () => {
    passStopped(run, 2);
    run.result.pagesTransferred += 7;
    run.result.bytesTransferred += 70;
    return "done";
  });
  assert.equal(value, "done");
  assert.deepEqual(run.result.phases, [{
    name: "copy",
    guest: "nowhere",
    startSeconds: 1,
    seconds: 2,
    pages: 7,
    bytes: 70,
  }]);
  const result = endRun(run, "forced");
  assert.deepEqual([result.verdict, result.totalSeconds, result.downtimeSeconds], ["forced", 3, 2]);
});
