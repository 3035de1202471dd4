import assert from "node:assert/strict";
import { requirePrograms, runProgram } from "../../harness/programs.ts";

Deno.test("requirePrograms looks in the path, and at files", async () => {
  await requirePrograms(["sh", Deno.execPath()]);
  await assert.rejects(requirePrograms(["sh", "./no-such-program"]), {
    message: "Cannot measure: ./no-such-program is not installed",
    kind: "missing",
  });
});

Deno.test("runProgram returns what a program prints", async () => {
  assert.equal(await runProgram("sh", ["-c", "echo one; echo two"]), "one\ntwo\n");
});

Deno.test("runProgram tells how a program failed, on one line", async () => {
  await assert.rejects(runProgram("sh", ["-c", "echo one >&2; echo two >&2; exit 4"]), {
    message: "Cannot measure: sh -c echo one >&2; echo two >&2; exit 4 ended with code 4: one | two",
  });
});

Deno.test("runProgram kills the program when its signal aborts", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const running = runProgram("sleep", ["1000"], { signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(running, (error) => error === reason);
});
