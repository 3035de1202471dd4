import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { isProgramRun, parseProgramRun } from "../../lib/programs/parse.ts";
import { scenarioOf, validateRuns } from "../../lib/programs/validate.ts";
import { parseScenario } from "../../lib/scenario/parse.ts";
import { commandLine, withFiles } from "../cli/command-line.ts";
import { assertThrowsWith } from "../errors.ts";
import { RUN } from "./run.ts";

Deno.test("parseProgramRun separates what is known before the migration from what it measured", () => {
  const run = parseProgramRun(RUN, "line 1");
  assertEquals([run.engine, run.totalPages, run.linkMbitPerSecond], ["three-stage", 196_737, 300]);
  assert(run.curve.sampled && run.curve.points.length === 5);
  assertEquals([run.measured.pagesTransferred, run.measured.demandRequests], [105_694, 44]);
  assert(isProgramRun(RUN) && !isProgramRun({ hypervisor: "xen-4.17" }) && !isProgramRun(null));
});

Deno.test("the scenario of a run depends on nothing that was measured of it", () => {
  const run = parseProgramRun(RUN, "line 1");
  const blind = { ...run, measured: undefined, observed: [] } as unknown as typeof run;
  const { workload } = parseScenario(scenarioOf(blind, run.curve));
  assertEquals(scenarioOf(blind, run.curve), scenarioOf(run, run.curve));
  assertEquals(workload[0].kind, "curve");
});

Deno.test("a sampled curve that misses writes predicts too little, and the attempt's first seconds correct it", () => {
  const { runs: [sampled, observed, ...others], summary } = validateRuns([parseProgramRun(RUN, "line 1")], {
    seeds: 2,
  });
  assertEquals([others, observed.id], [[], "app-redis16-300-three-stage observed"]);
  assert(sampled.error.totalTime! > 0.2 && observed.error.totalTime! < 0.1);
  assert(observed.error.pages! < 0.1 && observed.verdictRight);
  assertAlmostEquals(summary.observed.totalTime.p50!, observed.error.totalTime!, 1e-12);
});

Deno.test("parseProgramRun names the field that is wrong", () => {
  const wrong: [object, RegExp][] = [
    [{ mode: "warm" }, /line 3\.mode must be one of precopy, hybrid, postcopy, got "warm"/],
    [{ linkMbit: "300" }, /line 3\.linkMbit must be a number/],
    [{ runs: [] }, /line 3\.runs must be a list of one run/],
    [{ runs: [{ ...RUN.runs[0], timelineColumns: ["t_s"] }] }, /line 3\.timelineColumns must have/],
    [{ runs: [{ ...RUN.runs[0], timeline: [] }] }, /line 3\.timeline must have a poll with pages sent/],
  ];
  for (const [change, message] of wrong) {
    assertThrowsWith(() => parseProgramRun({ ...RUN, ...change }, "line 3"), message);
  }
});

Deno.test("validate takes a table of programs", async () => {
  await withFiles({ "programs.jsonl": JSON.stringify(RUN) }, async (folder) => {
    const args = ["validate", `${folder}/programs.jsonl`, "--seeds", "1", "--json", "--out", folder];
    const { code, stdout } = await commandLine(args, { permissions: ["--allow-read", `--allow-write=${folder}`] });
    const { runs, summary } = JSON.parse(stdout);
    assertEquals([code, runs.length, Object.keys(summary)], [0, 2, ["curve", "observed", "all"]]);
    assert(Deno.readTextFileSync(`${folder}/validation-programs.svg`).startsWith("<"));
  });
});
