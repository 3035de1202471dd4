import assert from "node:assert/strict";
import { COMMANDS } from "../../cli/commands.ts";
import { commandLine } from "./command-line.ts";

Deno.test("--help prints every command with its summary", async () => {
  const { code, stdout, stderr } = await commandLine(["--help"]);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  for (const [name, { summary }] of Object.entries(COMMANDS)) assert.match(stdout, new RegExp(`${name} +${summary}`));
});

Deno.test("COMMAND --help prints how to use the command, whatever else is asked for", async (t) => {
  for (const name of Object.keys(COMMANDS)) {
    await t.step(name, async () => {
      const { code, stdout, stderr } = await commandLine([name, "--help"]);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
      assert.match(stdout, new RegExp(`Usage: deno task ${name}`));
      assert.match(stdout, /Exit code: 0 .*2 bad/s);
    });
  }
});

Deno.test("simulate -h FILE prints the help and does not read the file", async () => {
  const { code, stdout } = await commandLine(["simulate", "-h", "absent.json"]);
  assert.equal(code, 0);
  assert.match(stdout, /^Simulate one live migration/);
});

Deno.test("reproduce --help tells how much chance is in the result", async () => {
  const { stdout } = await commandLine(["reproduce", "--help"]);
  assert.match(stdout, /shipped seed lie within 1 point[^]*another seed a claim may miss[^]*1 time in 8/);
});
