import { assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { requirePrograms, runProgram } from "../../harness/programs.ts";

Deno.test("requirePrograms finds programs in PATH and by path", async () => {
  await requirePrograms(["sh", Deno.execPath()]);
  await assertRejectsWith(() => requirePrograms(["sh", "./no-such-program"]), {
    message: "Cannot measure: ./no-such-program is not installed",
    kind: "missing",
  });
});

Deno.test("runProgram returns the program's output", async () => {
  assertStrictEquals(await runProgram("sh", ["-c", "echo one; echo two"]), "one\ntwo\n");
});

Deno.test("runProgram reports a failure on one line", async () => {
  await assertRejectsWith(() => runProgram("sh", ["-c", "echo one >&2; echo two >&2; exit 4"]), {
    message: "Cannot measure: sh -c echo one >&2; echo two >&2; exit 4 ended with code 4: one | two",
  });
});

Deno.test("runProgram kills the program when its signal aborts", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const running = runProgram("sleep", ["1000"], { signal: controller.signal });
  controller.abort(reason);
  await assertRejectsWith(() => running, (error) => error === reason);
});
