import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { compare, type MigrationResult, parseScenario, simulate } from "../../mod.ts";
import type { ScenarioInput } from "../../mod.ts";
import { commandLine, ROOT, withFiles } from "./command-line.ts";

const SCENARIO: ScenarioInput = {
  vm: { memoryBytes: 2 ** 26 },
  workload: { kind: "uniform", writesPerSecond: 3000, pages: 2048 },
  migration: { engine: "three-stage" },
};
const TEXT = JSON.stringify(SCENARIO);

Deno.test("simulate FILE --json prints only the result, with version and seed", async () => {
  await withFiles({ "a.json": TEXT }, async (folder) => {
    const { code, stdout, stderr } = await commandLine(["simulate", `${folder}/a.json`, "--json"]);
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    assertEquals(JSON.parse(stdout), simulate(SCENARIO));
  });
});

Deno.test("simulate --json --scenario adds the complete scenario", async () => {
  const { stdout } = await commandLine(["simulate", "-", "--json", "--scenario"], { stdin: TEXT });
  assertEquals(JSON.parse(stdout), simulate(SCENARIO, { keepScenario: true }));
});

Deno.test("simulate without a file or flags prints its help and exits with code 2", async () => {
  for (const args of [["simulate"], ["simulate", "--json"]]) {
    const { code, stdout, stderr } = await commandLine(args);
    assertEquals({ code, stdout }, { code: 2, stdout: "" });
    assertMatch(stderr, /^Simulate one live migration[^]*--memory SIZE/);
  }
});

/** Runs `simulate --json --scenario` and returns its document. */
async function documentOf(args: string[], stdin = "") {
  const { code, stdout, stderr } = await commandLine(["simulate", ...args, "--json", "--scenario"], { stdin });
  assertStrictEquals(code, 0, stderr);
  return JSON.parse(stdout);
}

Deno.test("simulate takes the whole scenario from flags, with units", async () => {
  const line =
    "--preset qemu --memory 64MiB --vcpus 2 --state 1MiB --zero-pages 1k --workload hot-cold --writes 20k/s " +
    "--written 32MiB --hot-fraction 10% --hot-share .9 --link 10Gbit/s --latency 300us --other-traffic 25% " +
    "--engine three-stage --cap=200MB/s --downtime-limit 500ms --time-limit 2min --max-rounds 9 --auto-converge " +
    "--switch-delay 1s --preempt --seed s";
  const { scenario, ...result } = await documentOf(line.split(" "));
  const same: ScenarioInput = {
    preset: "qemu",
    vm: { memoryBytes: 2 ** 26, vcpus: 2, stateBytes: 2 ** 20, zeroPages: 1000 },
    workload: { kind: "hot-cold", writesPerSecond: 20_000, pages: 8192, hotFraction: 0.1, hotShare: 0.9 },
    network: { bandwidthBitsPerSecond: 1e10, latencySeconds: 3e-4, otherTrafficShare: 0.25 },
    migration: {
      engine: "three-stage",
      maxBytesPerSecond: 2e8,
      downtimeLimitSeconds: 0.5,
      timeLimitSeconds: 120,
      maxRounds: 9,
      autoConverge: true,
      switchDelaySeconds: 1,
      preempt: true,
    },
    seed: "s",
  };
  assertEquals(scenario, parseScenario(same));
  assertEquals(result, simulate(same));
});

Deno.test("simulate's flags replace values of the file", async () => {
  const args = [
    "-",
    "--memory",
    "32MiB",
    "--writes",
    "9/s",
    "--engine",
    "pre-copy",
    "--hypervisor",
    "qemu",
    "--cap",
    "none",
  ];
  const { scenario } = await documentOf(args, TEXT);
  assertEquals(
    scenario,
    parseScenario({
      vm: { memoryBytes: 2 ** 25 },
      workload: { kind: "uniform", writesPerSecond: 9, pages: 2048 },
      migration: { engine: "pre-copy", hypervisor: "qemu", maxBytesPerSecond: null },
    }),
  );
  const { scenario: other } = await documentOf(["-", "--workload", "sequential"], TEXT);
  assertEquals(other.workload, [{ kind: "sequential", writesPerSecond: 3000, pages: 2048 }]);
});

Deno.test("simulate --compare prints a table with a column for each engine, and their results as JSON", async () => {
  const { stdout } = await commandLine(["simulate", "-", "--compare"], { stdin: TEXT });
  assertMatch(stdout, /^metric +pre-copy +three-stage +post-copy +stop-and-copy$/m);
  const { results } = await documentOf(["-", "--compare"], TEXT);
  const simulated = results.map(({ scenario: _scenario, ...result }: MigrationResult) => result);
  assertEquals(simulated, JSON.parse(JSON.stringify(compare(SCENARIO))));
});

Deno.test("simulate --plot writes an SVG file, of one engine or of all", async () => {
  await withFiles({}, async (folder) => {
    const permissions = ["-P=simulate", `--allow-write=${folder}`];
    for (const extra of [[], ["--compare"]]) {
      const args = ["simulate", "-", "--plot", `${folder}/a.svg`, ...extra];
      const { code, stdout } = await commandLine(args, { stdin: TEXT, permissions });
      assertStrictEquals(code, 0);
      assertMatch(stdout, /^Wrote .*a\.svg$/m);
      const svg = Deno.readTextFileSync(`${folder}/a.svg`);
      assertMatch(svg, /^<svg .*prefers-color-scheme/);
      assertStrictEquals(/stop-and-copy/.test(svg), extra.length > 0);
    }
  });
});

Deno.test("simulate warns of values that are probably a unit mistake, in one line and in the result", async () => {
  const args = ["simulate", "--memory", "64MiB", "--link", "25", "--json"];
  const { code, stdout, stderr } = await commandLine(args);
  assertStrictEquals(code, 0);
  const warning = "network.bandwidthBitsPerSecond is only 25 bit/s (below 1 Mbit/s); is the unit right?";
  assertStrictEquals(stderr, `warning: ${warning.replace("network.bandwidthBitsPerSecond", "--link")}\n`);
  assertEquals(JSON.parse(stdout).warnings, [warning]);
});

Deno.test("simulate warns of flags and fields that have no effect, in one line each and in the result", async () => {
  const warningsOf = async (line: string, stdin = "") => {
    const { code, stdout, stderr } = await commandLine(["simulate", "--json", ...line.split(" ")], { stdin });
    assertStrictEquals(code, 0, stderr);
    const { warnings = [], results } = JSON.parse(stdout);
    return { shown: stderr.split("\n").slice(0, -1), kept: results ? results[0].warnings ?? [] : warnings };
  };
  assertEquals(await warningsOf("--memory 64MiB --auto-converge --downtime-limit 300ms"), {
    shown: [
      "warning: --downtime-limit has no effect on pre-copy under xen-4.6",
      "warning: --auto-converge has no effect on pre-copy under xen-4.6",
    ],
    kept: [
      "migration.downtimeLimitSeconds has no effect on pre-copy under xen-4.6",
      "migration.autoConverge has no effect on pre-copy under xen-4.6",
    ],
  });
  const { shown } = await warningsOf("--memory 64MiB --cap 1MB/s --engine stop-and-copy");
  assertEquals(shown, ["warning: --cap has no effect on stop-and-copy under xen-4.6"]);
  const { shown: compared } = await warningsOf("--memory 64MiB --cap 1MB/s --preempt --switch-delay 1s --compare");
  assertEquals(compared, ["warning: --switch-delay has no effect under xen-4.6"], "other engines use the rest");
  const file = JSON.stringify({
    ...SCENARIO,
    migration: { engine: "pre-copy", preempt: true, downtimeLimitSeconds: 0.3 },
  });
  const { shown: ofFile } = await warningsOf("-", file);
  assertEquals(ofFile, ["warning: migration.preempt has no effect on pre-copy under xen-4.6"], "not of a default");
});

Deno.test("simulate - reads standard input", async () => {
  const { code, stdout } = await commandLine(["simulate", "--json", "-"], { stdin: TEXT });
  assertStrictEquals(code, 0);
  assertEquals(JSON.parse(stdout), simulate(SCENARIO));
});

Deno.test("simulate accepts a byte order mark and Windows line ends", async () => {
  const stdin = `\ufeff${JSON.stringify(SCENARIO, null, 2).replaceAll("\n", "\r\n")}`;
  const { code, stdout } = await commandLine(["simulate", "--json", "-"], { stdin });
  assertStrictEquals(code, 0);
  assertEquals(JSON.parse(stdout), simulate(SCENARIO));
});

Deno.test("simulate reads a scenario with comments and trailing commas", async () => {
  const stdin = `// the guest\n${TEXT.replace(/}$/, ', /* any text or number */ "seed": 7,}')}`;
  const { code, stdout } = await commandLine(["simulate", "--json", "-"], { stdin });
  assertStrictEquals(code, 0);
  assertEquals(JSON.parse(stdout), simulate({ ...SCENARIO, seed: 7 }));
});

Deno.test("simulate prints the scenario in units, the result, its rounds and its phases", async () => {
  const { code, stdout } = await commandLine(["simulate", "-"], { stdin: TEXT });
  assertStrictEquals(code, 0);
  assertEquals(stdout.split("\n").slice(0, 2), [
    "64 MiB of memory, 1 vCPU, uniform 3000 writes/s over 8 MiB",
    "link 1 Gbit/s, latency 100 µs, no cap, preset gigabit, seed 1",
  ]);
  assertMatch(stdout, /^1 round\nround +guest[^]*^Phases\nphase +guest at[^]*^push and fetch +destination/m);
  for (const fact of ["three-stage", "verdict", "total migration time", "downtime", "pages transferred", "stall"]) {
    assertMatch(stdout, new RegExp(fact));
  }
});

Deno.test("a reader that closes the pipe early is not an error", async () => {
  const script = `"$1" run --quiet --no-prompt -P=simulate main.ts simulate - --json | head -c 1`;
  const scenario = JSON.stringify({ ...SCENARIO, vm: { memoryBytes: 2 ** 30 }, migration: { engine: "post-copy" } });
  const child = new Deno.Command("sh", {
    args: ["-c", script, "sh", Deno.execPath()],
    cwd: ROOT,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(scenario));
  await writer.close();
  const { stdout, stderr } = await child.output();
  assertStrictEquals(new TextDecoder().decode(stdout), "{");
  assertStrictEquals(new TextDecoder().decode(stderr), "");
});

Deno.test("simulate advises in one sentence on a migration that did not converge, and on no other", async () => {
  const adviceOn = async (line: string) => {
    const { code, stdout, stderr } = await commandLine(["simulate", ...line.split(" ")]);
    assertStrictEquals(code, 0, stderr);
    return stdout.match(/^Advice: .*$/gm) ?? [];
  };
  const busy = "--memory 64MiB --writes 1M/s";
  assertMatch(
    (await adviceOn(`--preset qemu ${busy} --link 10Gbit/s --time-limit 2s`)).join(),
    /raise the cap.*--downtime-limit.*\.$/,
  );
  assertMatch(
    (await adviceOn(`--preset qemu ${busy} --time-limit 5s --cap none`)).join(),
    /faster link.*--auto-converge/,
  );
  assertMatch((await adviceOn(`${busy} --time-limit 300ms`)).join(), /--time-limit, or try --engine post-copy\.$/);
  assertMatch((await adviceOn(`${busy} --time-limit 300ms --engine post-copy`)).join(), /allow more time/);
  assertMatch((await adviceOn(busy)).join(), /^Advice: with \d.* pages left .* three-stage/);
  assertStrictEquals((await adviceOn(`${busy} --preset qemu --time-limit 5s --compare`)).length, 1);
  assertEquals(await adviceOn("--memory 64MiB"), []);
});

Deno.test("simulate says over how many virtual CPUs the stall is a sum", async () => {
  const row = async (vcpus: string) => {
    const args = ["simulate", "--memory", "64MiB", "--writes", "5k/s", "--engine", "post-copy", "--vcpus", vcpus];
    return (await commandLine(args)).stdout.match(/^stall.*?(?= {2,})/m)![0];
  };
  assertEquals([await row("1"), await row("16")], ["stall after resume", "stall after resume, sum over 16 vCPUs"]);
});

Deno.test("simulate does not call QEMU's limit of rounds a time limit", async () => {
  const args = "simulate --preset qemu --memory 64MiB --writes 1M/s --max-rounds 2".split(" ");
  assertMatch((await commandLine(args)).stdout, /^verdict +diverged: abandoned at the time or round limit$/m);
});

Deno.test("simulate notes in one line that a scenario lies outside the range of the measured migrations", async () => {
  const notesOf = async (line: string) => (await commandLine(line.split(" "))).stdout.match(/^Note: .*$/gm) ?? [];
  const [note, ...others] = await notesOf("simulate --preset qemu --memory 2GiB --compare");
  assertMatch(note!, /^Note: outside the range .*\(docs\/limits\.md\): memory 2 GiB \(128 MiB to 1 GiB\)/);
  assertEquals(others, []);
  assertEquals(await notesOf("simulate --preset qemu --memory 1GiB --json"), []);
  assertEquals(await notesOf("simulate --preset qemu --memory 1GiB"), []);
});
