import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { commandLine } from "./command-line.ts";

const VM = ["--rate", "50MB/s", "--memory", "4GiB", "--link", "10Gbit/s", "--seeds", "1"];

Deno.test("advise names the cheapest settings, the reason, how to set them, and each alternative with its cost", async () => {
  const target = ["--downtime", "0.4", "--within", "20"];
  const { code, stdout, stderr } = await commandLine(["advise", ...VM, ...target, "--platform", "kubevirt"]);
  assertEquals(code, 0);
  for (
    const text of [
      /^The platform's limits, \d+ % of the link/,
      /^Why: +Nothing cheaper meets the target: with \d+ % of the link .*\.$/m,
      /^Set: +bandwidthPerMigration: \d+Mi$/m,
      /^the platform's limits \*|^limits \*/m,
      /^Post-copy after a timeout: .* lost if the link fails/m,
    ]
  ) assertMatch(stdout, text);
  assertMatch(stderr, /^warning: one dirty rate says little/m);
});

Deno.test("advise --json exits with 1 and says what comes nearest if no settings meet the target", async () => {
  const { code, stdout } = await commandLine(["advise", ...VM, "--downtime", "1ms", "--within", "1", "--json"]);
  assertStrictEquals(code, 1);
  const { best, nearest, options, target } = JSON.parse(stdout);
  assertEquals([best, target], [null, { downtimeSeconds: 0.001, withinSeconds: 1 }]);
  assert(nearest.relaxBy > 1 && options.length === 6);
});

Deno.test("advise says how long the guest stalls if it moves by post-copy", async () => {
  const words = ["--rate", "900MB/s", "--memory", "4GiB", "--link", "5Gbit/s", "--seeds", "1"];
  const { code, stdout } = await commandLine(["advise", ...words, "--downtime", "0.1", "--within", "9"]);
  assertStrictEquals(code, 0);
  assertMatch(stdout, /^Post-copy, 100 % of the link\.$/m);
  assertMatch(stdout, /^Outcome: .* in all, down for .*, then stalled for .*s.*\.$/m);
});

Deno.test("advise reports bad input in one line", async () => {
  const wrong: [string[], RegExp][] = [
    [[...VM, "--within", "60"], /^--downtime is required/],
    [[...VM, "--downtime", "0.3"], /^--within is required/],
    [[...VM, "--downtime", "0", "--within", "60"], /^--downtime must be above 0/],
    [["--rate", "5MB/s", "--downtime", "1", "--within", "60"], /^--memory is required/],
  ];
  for (const [args, message] of wrong) {
    const { code, stderr, stdout } = await commandLine(["advise", ...args]);
    assertEquals([code, stdout], [2, ""]);
    assertMatch(stderr, message);
    assertStrictEquals(stderr.trimEnd().split("\n").length, 1);
  }
});
