import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import calibration from "../../data/song-2014-supported.json" with { type: "json" };
import { runCommandLine } from "../../cli/run.ts";
import { commandLine, withFiles } from "./command-line.ts";
import { fakeIo } from "../shell/fake-io.ts";

const QUICK = ["calibrate", "--generations", "1", "--population", "4", "--seed", "x"];

Deno.test("calibrate writes the file that the presets read, shows its progress, and prints the quality of the fit", async () => {
  const io = fakeIo();
  assertStrictEquals(await runCommandLine([...QUICK, "--out", "there"], io), 0);
  const [[path, text], ...others] = io.written;
  assertStrictEquals(path, "there/song-2014-supported.json");
  assertEquals(others, []);
  const written = JSON.parse(text);
  assertEquals(Object.keys(written), Object.keys(calibration));
  assertEquals(Object.keys(written.parameters), Object.keys(calibration.parameters));
  assertEquals([written.fit.seed, written.fit.evaluations], ["x", 8]);
  assertMatch(io.shown[0], /^\[#{30}\] 1\/1 generations, cost \d/);
  assertEquals(io.shown.slice(1), [""]);
  const cost = written.fit.cost.toPrecision(3);
  assertEquals(io.printed, [`Cost ${cost} after 8 evaluations. Wrote there/song-2014-supported.json\n`]);
});

Deno.test("calibrate --json prints only the content of the file", async () => {
  const io = fakeIo();
  assertStrictEquals(await runCommandLine([...QUICK, "--calibration", "as-published", "--json"], io), 0);
  assertEquals(Array.from(io.written.keys()), ["data/song-2014-as-published.json"]);
  assertEquals(io.printed, [io.written.get("data/song-2014-as-published.json")]);
  const printed = JSON.parse(io.printed[0]);
  assertEquals([printed.calibration, ...Object.keys(printed)], ["as-published", ...Object.keys(calibration)]);
});

Deno.test("calibrate with bad flags exits with code 2 and reports one line, without a search", async (t) => {
  const cases: [string[], RegExp][] = [
    [["--generations", "0"], /^--generations must be a whole number from 1 to 100000, got 0$/],
    [["--generations", "1e3"], /^--generations must be a whole number .*, got 1e3$/],
    [["--population", "3"], /^--population must be a whole number from 4 to 10000, got 3$/],
    [["--seed"], /^--seed needs a value$/],
    [["--generation", "5"], /^unknown flag --generation \(did you mean --generations\?\)$/],
    [
      ["--calibration", "suported"],
      /^--calibration must be one of supported, as-published, got suported \(did you mean supported\?\)$/,
    ],
    [["plan.json"], /^unexpected argument: plan\.json$/],
  ];
  for (const [args, expected] of cases) {
    await t.step(args.join(" "), async () => {
      const io = fakeIo();
      assertStrictEquals(await runCommandLine(["calibrate", ...args], io), 2);
      assertMatch(io.complained.join("").trimEnd(), expected);
      assertEquals([io.printed, io.written.size], [[], 0]);
    });
  }
});

Deno.test("calibrate can write only to data/ by default", async () => {
  await withFiles({}, async (folder) => {
    const { code, stdout, stderr } = await commandLine([...QUICK, "--out", folder], { permissions: ["-P=calibrate"] });
    assertEquals([code, stdout], [2, ""]);
    assertMatch(stderr, /^Cannot write to .*: the permissions given do not cover it; see --help\n$/);
    assertEquals(Array.from(Deno.readDirSync(folder)), []);
  });
});
