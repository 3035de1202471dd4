import { assert, assertEquals } from "@std/assert";
import { parseProgramRun } from "../../lib/programs/parse.ts";
import { validateRuns } from "../../lib/programs/validate.ts";

const TABLE = new URL("../../data/programs-measured.jsonl", import.meta.url);

Deno.test("the measured programs are predicted as docs/limits.md says", () => {
  const lines = Deno.readTextFileSync(TABLE).trim().split("\n");
  const { runs } = validateRuns(lines.map((line, i) => parseProgramRun(JSON.parse(line), `line ${i + 1}`)), {
    seeds: 5,
  });
  const wrong = runs.filter(({ verdictRight }) => !verdictRight).map(({ id }) => id);
  assertEquals(wrong, ["app-memtester-100-800", "app-redis16-600"]);
  const worst = (ids: RegExp, name: "totalTime" | "pages") =>
    Math.max(...runs.filter(({ id }) => ids.test(id)).map(({ error }) => error[name]!));
  assert(worst(/observed$/, "totalTime") < 0.05 && worst(/observed$/, "pages") < 0.02);
  const fromCurve = /^app-(redis-\d+(-three-stage)?|files-400)$/;
  assert(worst(fromCurve, "totalTime") < 0.15 && worst(fromCurve, "pages") < 0.155);
});
