import { assert, assertEquals, assertMatch, assertNotEquals, assertStrictEquals } from "@std/assert";
import { claimOutcomes } from "../../lib/paper/findings.ts";
import { VERSION } from "../../lib/text/version.ts";
import { commandLine, withFiles } from "./command-line.ts";

const NAMES = ["figure-4.svg", "figure-5.svg", "report.html", "reproduce.json"];

/** Runs `reproduce` like its task, with permission to write to `folder` instead of `out`. */
function reproduce(folder: string, ...args: string[]) {
  const permissions = ["-P=reproduce", `--allow-read=${folder}`, `--allow-write=${folder}`];
  const quick = args.includes("--replicates") ? [] : ["--replicates", "1"];
  return commandLine(["reproduce", ...quick, ...args], { permissions });
}

function filesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}

Deno.test("reproduce --json writes the files and prints the content of reproduce.json", async () => {
  await withFiles({}, async (folder) => {
    const out = `${folder}/new/out`;
    const { code, stdout, stderr } = await reproduce(folder, "--json", "--out", out);
    assertStrictEquals(stderr, "");
    assertEquals(filesIn(out), NAMES);
    assertStrictEquals(stdout, Deno.readTextFileSync(`${out}/reproduce.json`));
    const reproduction = JSON.parse(stdout);
    const { claims, figures, furtherClaims, asPublished, ...provenance } = reproduction;
    assertEquals([claims.length, furtherClaims.length], [10, 3]);
    assertEquals(Object.keys(figures), ["4", "5"]);
    assertEquals(Object.keys(asPublished), ["claims", "furtherClaims", "figures"]);
    assertEquals(provenance, { version: VERSION, seed: "1", replicates: 1 });
    assertStrictEquals(code, claimOutcomes(reproduction).every(({ asExpected }) => asExpected) ? 0 : 1);
  });
});

Deno.test("reproduce prints the claims and the files", async () => {
  await withFiles({}, async (folder) => {
    const { stdout } = await reproduce(folder, "--out", folder);
    assertMatch(stdout, /^claim +dirty +paper +supported +as published\n/m);
    assertMatch(stdout, /^three-stage .+ low +36\.2 % +\d+\.\d %, FAILS +\d+\.\d %, (holds|FAILS)$/m);
    assertMatch(stdout, /^Supported: \d of 10 claims hold, and \d of 3 further statements\.$/m);
    assertMatch(
      stdout,
      /^Known failures:\n {2}supported, low-time-reduction: \d+\.\d %\n {4}25 % of the time is saved/m,
    );
    assert(stdout.split("\n").filter((line) => !line.includes(folder)).every((line) => line.length <= 110));
    for (const name of NAMES) assert(stdout.includes(`${folder}/${name}`));
  });
});

Deno.test("reproduce ends with code 0 for the default seed; with code 1 it names the unexpected claims", async () => {
  await withFiles({}, async (folder) => {
    const shipped = await reproduce(folder, "--replicates", "5", "--out", folder);
    assertStrictEquals(shipped.code, 0);
    assertMatch(shipped.stdout, /^All claims came out as expected\.$/m);
    const other = await reproduce(folder, "--seed", "1", "--out", folder);
    assertStrictEquals(other.code, 1);
    assertMatch(other.stdout, /^Not as expected:\n {2}(supported|as-published), [a-z-]+: (holds|fails) with /m);
  });
});

Deno.test("reproduce --seed gives the same bytes for the same seed and others for another seed", async () => {
  await withFiles({}, async (folder) => {
    const files = async (name: string, seed: string) => {
      await reproduce(folder, "--seed", seed, "--out", `${folder}/${name}`);
      return NAMES.map((file) => {
        const text = Deno.readTextFileSync(`${folder}/${name}/${file}`);
        return file.endsWith("html") ? "" : text;
      });
    };
    const [first, again, other] = await Promise.all([files("a", "7"), files("b", "7"), files("c", "8")]);
    assertEquals(again, first);
    assertNotEquals(other, first);
  });
});

Deno.test("reproduce replaces its earlier files", async () => {
  await withFiles({ "report.html": "old", "kept.txt": "kept" }, async (folder) => {
    await reproduce(folder, "--out", folder);
    assertEquals(filesIn(folder), [...NAMES.slice(0, 2), "kept.txt", ...NAMES.slice(2)]);
    assertMatch(Deno.readTextFileSync(`${folder}/report.html`), /<html/);
    assertStrictEquals(Deno.readTextFileSync(`${folder}/kept.txt`), "kept");
  });
});

Deno.test("reproduce exits with code 2, reports one line and leaves no files if it cannot write", async (t) => {
  await withFiles({ file: "" }, async (folder) => {
    Deno.mkdirSync(`${folder}/taken/reproduce.json`, { recursive: true });
    const cases: [string, string[], string][] = [
      ["--out is a file", ["--out", `${folder}/file`], "Cannot write to DIR/file: it is a file"],
      ["--out leads through a file", ["--out", `${folder}/file/x`], "Cannot write to DIR/file/x: it is a file"],
      [
        "a directory has a file's name",
        ["--out", `${folder}/taken`],
        "Cannot write to DIR/taken: reproduce.json is a directory",
      ],
      [
        "the permissions do not cover --out",
        ["--out", `${folder}x`],
        "Cannot write to DIRx: the permissions given do not cover it; see --help",
      ],
      ["--out has no value", ["--out"], "--out needs a value"],
      [
        "--replicates is zero",
        ["--replicates", "0", "--out", `${folder}/new`],
        "--replicates must be a whole number from 1 to 10000, got 0",
      ],
      [
        "--replicates is a word",
        ["--replicates", "five", "--out", `${folder}/new`],
        "--replicates must be a whole number from 1 to 10000, got five",
      ],
      ["--seed has no value", ["--seed", "--json"], "--seed needs a value"],
      ["--seed has an empty value", ["--seed="], "--seed needs a value"],
      ["--seed is empty", ["--seed", ""], "--seed needs a value"],
      ["--seed is given twice", ["--seed", "5", "--seed=3"], "--seed is given twice (5 and 3)"],
      ["there is a file", ["a.json"], "unexpected argument: a.json"],
    ];
    for (const [why, args, line] of cases) {
      await t.step(why, async () => {
        const { code, stdout, stderr } = await reproduce(folder, ...args);
        assertStrictEquals(stdout, "");
        assertStrictEquals(stderr.replaceAll(folder, "DIR"), `${line}\n`);
        assertStrictEquals(code, 2);
        assertEquals(filesIn(folder), ["file", "taken"]);
        assertEquals(filesIn(`${folder}/taken`), ["reproduce.json"]);
      });
    }
  });
});
