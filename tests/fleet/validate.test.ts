import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { parseFleetRun } from "../../lib/fleet/parse.ts";
import { validateFleets } from "../../lib/fleet/validate.ts";
import { commandLine } from "../cli/command-line.ts";

const FILE = new URL("../../data/fleet-measured.jsonl", import.meta.url);
const LINES = Deno.readTextFileSync(FILE).trim().split("\n").map((line) => JSON.parse(line));

Deno.test("real fleets of QEMU are predicted within the project's bars", () => {
  const { runs, summary: { all } } = validateFleets(LINES.map((line, i) => parseFleetRun(line, `line ${i + 1}`)));
  assertStrictEquals(runs.length, 8);
  assert(runs.every(({ error }) => error.verdictsRight));
  assert(all.makespan.p50! <= 0.02, `${all.makespan.p50}`);
  assert(all.makespan.max! <= 0.06, `${all.makespan.max}`);
  assert(all.totalTime.p90! <= 0.06, `${all.totalTime.p90}`);
});

Deno.test("validate FILE --json of fleets has the runs and the summary", async () => {
  const args = ["validate", FILE.pathname, "--seeds", "1"];
  const { code, stdout } = await commandLine([...args, "--json"]);
  assertStrictEquals(code, 0);
  const { runs: [{ id, predicted }], summary } = JSON.parse(stdout);
  assertStrictEquals(id, LINES[0].id);
  assertEquals(Object.keys(predicted), ["makespanSeconds", "vms"]);
  assertEquals(Object.keys(predicted.vms[0]), ["totalSeconds", "downtimeSeconds", "verdict"]);
  assertEquals(Object.keys(summary.all), ["makespan", "totalTime"]);
  assertStrictEquals((await commandLine([...args, "--max-error", "0.0001"])).code, 1);
});

Deno.test("a prediction reads only the inputs of a fleet", () => {
  const fleet = LINES[1];
  const other = structuredClone(fleet);
  other.makespanSeconds *= 2;
  for (const run of other.runs) run.result["total-time"] *= 3;
  const predicted = (line: unknown) => validateFleets([parseFleetRun(line, "line")], { seeds: 1 }).runs[0].predicted;
  assertEquals(predicted(other), predicted(fleet));
});

Deno.test("what is no fleet is refused", () => {
  const bad = (changes: object) => () => parseFleetRun({ ...LINES[0], ...changes }, "line 1");
  assertThrows(bad({ vms: [] }), Error, "line 1.vms must be a list of at least one guest");
  assertThrows(bad({ linkMbit: 0 }), RangeError, "line 1.linkMbit must be a number above 0");
  assertThrows(bad({ runs: [] }), RangeError, "one for each of vms");
});
