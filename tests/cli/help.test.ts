import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { COMMANDS } from "../../cli/commands.ts";
import { VERSION } from "../../lib/text/version.ts";
import { commandLine } from "./command-line.ts";

Deno.test("--help prints every command with its summary", async () => {
  const { code, stdout, stderr } = await commandLine(["--help"]);
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  for (const [name, { summary }] of Object.entries(COMMANDS)) assertMatch(stdout, new RegExp(`${name} +${summary}`));
});

Deno.test("COMMAND --help prints the help, regardless of other words", async (t) => {
  for (const name of Object.keys(COMMANDS)) {
    await t.step(name, async () => {
      const { code, stdout, stderr } = await commandLine([name, "--help"]);
      assertEquals({ code, stderr }, { code: 0, stderr: "" });
      assertMatch(stdout, new RegExp(`Usage: deno task ${name}`));
      assertMatch(stdout, /Exit code: 0 .*2 bad/s);
    });
  }
});

Deno.test("simulate -h FILE prints the help and does not read the file", async () => {
  const { code, stdout } = await commandLine(["simulate", "-h", "absent.json"]);
  assertStrictEquals(code, 0);
  assertMatch(stdout, /^Simulate one live migration/);
});

Deno.test("reproduce --help states how often a claim is missed by chance", async () => {
  const { stdout } = await commandLine(["reproduce", "--help"]);
  assertMatch(stdout, /With five replicates,[^]*by\s+chance in about half of all seeds/);
});

Deno.test("--version prints the version, alone and after a command", async () => {
  for (const args of [["--version"], ["simulate", "--version"]]) {
    const { code, stdout } = await commandLine(args);
    assertEquals({ code, stdout }, { code: 0, stdout: `pageferry ${VERSION}\n` });
  }
});
