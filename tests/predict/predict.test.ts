import { assert, assertAlmostEquals, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { readCurve } from "../../lib/curve/read.ts";
import { answerOf } from "../../lib/predict/answer.ts";
import { predict } from "../../lib/predict/predict.ts";
import { publishedTotalSeconds } from "../../lib/predict/published.ts";
import { sampleMemory } from "../../lib/predict/sample-memory.ts";
import { curveOfRate } from "../../lib/predict/shapes.ts";
import { simulateScenario } from "../../lib/engine/simulate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { assertThrowsWith } from "../errors.ts";

const GIB = 2 ** 30;
const POSTGRES = { curve: curveOfRate(200e6, 1), memoryBytes: 64 * GIB, bandwidthBitsPerSecond: 25e9, seeds: 1 };

Deno.test("64 GiB, 200 MB/s, 25 Gbit/s, KubeVirt: it converges, and the answer has three lines", () => {
  const prediction = predict({ ...POSTGRES, platform: "kubevirt" });
  assertEquals(prediction.verdicts, { converged: 3 });
  assert(prediction.totalSeconds!.min > 23 && prediction.totalSeconds!.max < 26);
  assert(prediction.downtimeSeconds!.max < 0.32);
  const [will, long, down, ...others] = answerOf(prediction);
  assertMatch(will, /Yes, in all 3 simulations\.$/);
  assertMatch(long, /24 s \(23\.\d s to 25\.\d s\)/);
  assertMatch(down, /ms/);
  assertEquals(others, []);
});

Deno.test("under QEMU's own cap the same VM does not converge, and the reason is the cap", () => {
  const { verdicts, why, withoutCap, rate } = predict({ ...POSTGRES, platform: "qemu" });
  assertEquals([Object.keys(verdicts), rate.boundBy], [["diverged"], "cap"]);
  assert(withoutCap!.totalSeconds !== null);
  assertMatch(why[0], /134 MB\/s \(the cap of the platform; the link would carry 2.94 GB\/s\)/);
  assertMatch(why[1], /Without the cap it would take/);
  assertMatch(why.at(-1)!, /Nothing ends it but an operator/);
});

Deno.test("a platform's limits end a migration that cannot converge", () => {
  const slow = { ...POSTGRES, memoryBytes: 4 * GIB, bandwidthBitsPerSecond: 1e9 };
  const aborted = predict({ ...slow, platform: "kubevirt-hco" });
  assertEquals(Object.keys(aborted.verdicts), ["diverged"]);
  assertAlmostEquals(aborted.shapes[0].abandonedSeconds!, 100, 1);
  assertMatch(aborted.why.at(-1)!, /The platform ends it after 100 s \(abort\)/);
  assertEquals(Object.keys(predict({ ...slow, platform: "xenserver" }).verdicts), ["forced"]);
});

Deno.test("a platform that pauses the guest always ends, and the total time never rises with the link", () => {
  const bandwidthsBitsPerSecond = [0.5e9, 1e9, 2.5e9, 5e9, 10e9];
  const cells = { bandwidthsBitsPerSecond, downtimeLimitsSeconds: [0.1] };
  const busy = { curve: curveOfRate(290e6, 1), memoryBytes: 16 * GIB, bandwidthBitsPerSecond: 2.5e9, seeds: 1, cells };
  const { verdicts, shapes, qemu } = predict({ ...busy, platform: "nova-force" });
  assertStrictEquals(verdicts.diverged, undefined);
  assertAlmostEquals(shapes[0].totalSeconds!.median, 16 * 800, 2);
  const totals = qemu.cells.map((cell) => cell.totalSeconds!);
  assertEquals(totals, totals.toSorted((a, b) => b - a));
  assert(totals[0] > 12_800 && totals[4] > 0, `${totals}`);
});

Deno.test("the table has a cell for each link and downtime limit, and a higher limit never makes a cell diverge", () => {
  const cells = { bandwidthsBitsPerSecond: [1e9, 10e9], downtimeLimitsSeconds: [0.1, 1, null] };
  const { qemu, published } = predict({ ...POSTGRES, cells });
  assertEquals(qemu.cells.map(({ gbps, downtimeLimitMs }) => [gbps, downtimeLimitMs]), [
    [1, 100],
    [1, 1000],
    [1, null],
    [10, 100],
    [10, 1000],
    [10, null],
  ]);
  assertEquals(published.cells.length, 6);
  assertEquals(qemu.ownCells.map(({ gbps }) => gbps), [1, 10]);
  // libvirt has a fixed limit of 300 ms, between two of the columns.
  const [, ten] = qemu.ownCells;
  assert(ten.totalSeconds! <= qemu.cells[3].totalSeconds! && ten.totalSeconds! >= qemu.cells[4].totalSeconds!);
  assert(qemu.cells[2].totalSeconds !== null && qemu.cells[5].totalSeconds !== null);
});

Deno.test("publishedTotalSeconds sends round after round until the rest fits the limit", () => {
  const points = [{ seconds: 1, dirtyPages: 100 }, { seconds: 2, dirtyPages: 200 }];
  // 1000 pages take 4.104 s, those dirtied meanwhile 410.4 pages, then 168.4 and 69.1.
  const input = { points, pages: 1000, zeroPages: 0, bytesPerSecond: 1e6, downtimeLimitSeconds: 0.5 };
  const q = 0.4104;
  assertAlmostEquals(publishedTotalSeconds(input)!, 4.104 * (1 + q + q ** 2 + q ** 3), 1e-9);
  assertStrictEquals(publishedTotalSeconds({ ...input, bytesPerSecond: 2e5 }), null);
  assertAlmostEquals(publishedTotalSeconds({ ...input, downtimeLimitSeconds: null })!, 4.104, 1e-9);
});

Deno.test("a sample of the memory takes as long as all of it", () => {
  const scenario = parseScenario({
    preset: "libvirt",
    vm: { memoryBytes: 4 * GIB, zeroPages: 200_000 },
    workload: { kind: "curve", points: [{ seconds: 1, dirtyPages: 20_000 }, { seconds: 8, dirtyPages: 90_000 }] },
    network: { bandwidthBitsPerSecond: 5e9 },
  });
  for (const engine of ["pre-copy", "three-stage", "post-copy"] as const) {
    const total = (mostPages?: number) =>
      simulateScenario(sampleMemory({ ...scenario, migration: { ...scenario.migration, engine } }, mostPages))
        .totalSeconds;
    assertAlmostEquals(total(2 ** 16) / total(), 1, 0.02, engine);
  }
});

Deno.test("the stall after resume is that of the whole guest", () => {
  const { engines, scenario } = predict({ ...POSTGRES, memoryBytes: 8 * GIB });
  for (const engine of ["three-stage", "post-copy"] as const) {
    const all = { ...scenario, seed: 1, migration: { ...scenario.migration, engine } };
    const { stallSeconds } = simulateScenario(all);
    const stall = engines.find((outcome) => outcome.engine === engine)!.stallSeconds!;
    assertAlmostEquals(stall.median / stallSeconds, 1, 0.02, engine);
    assert(simulateScenario(sampleMemory(all, 2 ** 17)).stallSeconds < 0.7 * stallSeconds, engine);
  }
});

Deno.test("the reasons do not contradict the limit: the rest stays above it, in each shape that diverges", () => {
  const platforms = { "kubevirt-steps": "time", "libvirt": "operator", "nova": "time" } as const;
  for (const [platform, by] of Object.entries(platforms) as ["nova", "time"][]) {
    const busy = { curve: curveOfRate(290e6, 1), memoryBytes: 4 * GIB, bandwidthBitsPerSecond: 1e9, seeds: 1 };
    const { why, shapes, rate, scenario } = predict({ ...busy, platform });
    assertEquals(shapes.map(({ abandonedBy }) => abandonedBy), [by, by, by]);
    const rests = why.flatMap((reason) => {
      const [, amount, unit] = /never falls below ([\d.]+) ([MG])B/.exec(reason) ?? [];
      return amount === undefined ? [] : [Number(amount) * (unit === "G" ? 1e9 : 1e6)];
    });
    const { downtimeSteps, downtimeLimitSeconds } = scenario.migration;
    const limit = downtimeSteps.at(-1) ?? downtimeLimitSeconds;
    assert(rests.length === 3 && rests.every((rest) => rest > limit * rate.bytesPerSecond * 0.9), why.join("\n"));
    assertStrictEquals(
      shapes[0].abandonedSeconds,
      { nova: 3200, "kubevirt-steps": 750, libvirt: null }[platform as string],
    );
  }
});

Deno.test("predict warns of a single rate, of sampling and of a fit that misses", () => {
  assert(predict(POSTGRES).warnings.some((warning) => /one dirty rate says little/.test(warning)));
  const curve = readCurve("seconds,pages\n1,100\n2,400\n4,1600\n8,6400\n");
  const misses = predict({ ...POSTGRES, curve, memoryBytes: GIB });
  assert(misses.warnings.some((warning) => /^the fit misses the point of the curve at \d s by \d+ %;/.test(warning)));
  assertMatch(answerOf(misses)[0], /\? {3}Unreliable: yes, in all/);
});

Deno.test("predict says in one line what is wrong", () => {
  const wrong: [object, RegExp][] = [
    [{ memoryBytes: undefined }, /memoryBytes must be given, because the curve does not say it/],
    [{ zeroPages: 2 ** 24 }, /zeroPages must be below the 16777216 pages of memory, got 16777216/],
    [{ memoryBytes: 2 ** 26 }, /dirtyPages must be above 0, at most the 16384 pages that can be written, got 48828/],
    [
      { curve: readCurve("seconds,pages\n1,9\n2,8") },
      /points.1.dirtyPages must be at least the 9 of 1 s: a dirty curve does not/,
    ],
    [{ curve: readCurve("seconds,pages\n1,0") }, /dirtyPages must be above 0/],
    [{ platform: "vmware" }, /preset must be one of/],
    [{ seeds: 0 }, /seeds must be a whole number from 1 to 100/],
    [{ link: 5 }, /input must have only the fields/],
  ];
  for (const [change, message] of wrong) assertThrowsWith(() => predict({ ...POSTGRES, ...change }), message);
});
