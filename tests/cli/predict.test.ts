import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { commandLine, withFiles } from "./command-line.ts";

const VM = ["--memory", "4GiB", "--link", "10Gbit/s", "--seeds", "1"];

Deno.test("predict answers from one rate in three lines, with reasons, a table and the engines", async () => {
  const { code, stdout, stderr } = await commandLine(["predict", "--rate", "50MB/s", "--platform", "kubevirt", ...VM]);
  assertEquals(code, 0);
  const [will, long, down, blank] = stdout.split("\n");
  assertMatch(will, /^Will it migrate\? +Yes, in all 3 simulations\.$/);
  assertMatch(long, /^How long\?/);
  assertMatch(down, /^Downtime\?/);
  assertEquals(blank, "");
  for (const text of [/^Why: Pages are sent at/m, /^10 Gbit\/s/m, /^post-copy/m, /preset kubevirt/]) {
    assertMatch(stdout, text);
  }
  assertMatch(stderr, /^warning: one dirty rate says little/m);
});

Deno.test("predict shows the platform's own limits, and fixed limits where they have an effect", async () => {
  const tables = { "nova": /^link +as nova does +100 ms +300 ms/m, "xenserver": /^link +as xenserver does$/m };
  for (const [platform, heading] of Object.entries(tables)) {
    const { stdout } = await commandLine(["predict", "--rate", "50MB/s", "--platform", platform, ...VM]);
    assertMatch(stdout, heading);
  }
});

Deno.test("README and docs/predict.md show what predict prints", async () => {
  const shown = ["README.md", "docs/predict.md"].map((file) => {
    const text = Deno.readTextFileSync(new URL(`../../${file}`, import.meta.url));
    const [, args, output] = /task predict (.*)\n```\n\n```\n(Will it[^`]*)```/.exec(text)!;
    return { args, output };
  });
  assertEquals(shown[0], shown[1]);
  const { stdout } = await commandLine(["predict", ...shown[0].args.split(" ")]);
  assertEquals(stdout.slice(0, shown[0].output.length), shown[0].output);
});

Deno.test("predict --json has the cells of the table in a published file, by both methods", async () => {
  const file = {
    pages: { total: 262_144, sampled: 2621, zeroSampled: 0 },
    dirtyCurve: { periodMs: [500, 1000, 4000], dirtySampled: [30, 50, 150] },
    table: { downtimeLimitMs: [300, null], gbps: [1, 10] },
  };
  await withFiles({ "curve.json": JSON.stringify(file) }, async (folder) => {
    const { code, stdout } = await commandLine(["predict", `${folder}/curve.json`, "--json", "--seeds", "1"]);
    assertEquals(code, 0);
    const { published, qemu } = JSON.parse(stdout);
    for (const { cells } of [published, qemu]) {
      assertEquals(cells.map((cell: { gbps: number }) => cell.gbps), [1, 1, 10, 10]);
      assertEquals(Object.keys(cells[0]), ["gbps", "downtimeLimitMs", "totalSeconds"]);
    }
  });
});

Deno.test("predict reports bad input in one line", async () => {
  const wrong: [string[], RegExp][] = [
    [["--memory", "4GiB"], /^give either a file with the dirty rate or --rate/],
    [["--rate", "5MB/s"], /^--memory is required/],
    [["--rate", "5MB/s", ...VM, "--platform", "kubevrit"], /--platform must be one of .*did you mean kubevirt/],
    [["nothing.json", ...VM], /^Cannot read nothing\.json: no such file/],
    [[".", ...VM], /^Cannot read \.: it is a directory$/m],
    [["--rate", "200", ...VM], /^--rate must have a unit, such as 200MB\/s$/m],
    [["--rate", "5MB/s", ...VM, "--free", "4GiB"], /^--free must be below --memory$/m],
    [["--rate", "5MB/s", "--memory", "0GiB"], /^--memory must be above 0/],
  ];
  for (const [args, message] of wrong) {
    const { code, stderr, stdout } = await commandLine(["predict", ...args]);
    assertEquals([code, stdout], [2, ""]);
    assertMatch(stderr, message);
    assertStrictEquals(stderr.trimEnd().split("\n").length, 1);
  }
});

Deno.test("predict says that a time limit ends the migration before the first pass", async () => {
  const words = "predict --rate 200MB/s --memory 8GiB --platform kubevirt --time-limit 1s".split(" ");
  const { stdout } = await commandLine(words);
  assertMatch(
    stdout,
    /The migration ends before the first pass over memory\.\n +The platform ends it after 1 s \(abort\)/,
  );
});
