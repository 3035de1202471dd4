import { assertEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { startMachine } from "../../harness/machine.ts";
import { machineArguments } from "../../harness/machine-arguments.ts";
import { fakeProgram } from "./fake-host.ts";

const QUIET = { role: "source", socketPath: "out/no-such-folder/qmp.sock", onLost: () => {} };

Deno.test("startMachine fails with what QEMU says when it dies before its monitor opens", async () => {
  await using qemu = await fakeProgram("echo 'qemu: no such machine' >&2; exit 1");
  await assertRejectsWith(() => startMachine([qemu.path], QUIET), {
    message: "Cannot measure: the source's QEMU ended with code 1: qemu: no such machine",
  });
});

Deno.test("startMachine can be stopped while QEMU hangs, and kills it", async () => {
  await using qemu = await fakeProgram("exec sleep 1000");
  const lost: string[] = [];
  const onLost = (error: Error) => lost.push(error.message);
  const start = startMachine([qemu.path], { ...QUIET, onLost, signal: AbortSignal.abort(new Error("enough")) });
  await assertRejectsWith(() => start, { message: "enough" });
  assertEquals(lost, []);
});

Deno.test("startMachine also kills what a script that starts QEMU has started", async () => {
  await using qemu = await fakeProgram("sleep 1000; echo never");
  const start = startMachine([qemu.path], { ...QUIET, signal: AbortSignal.abort(new Error("enough")) });
  await assertRejectsWith(() => start, { message: "enough" });
});

Deno.test("source and destination have the same machine, and only one waits for a migration", () => {
  const config = {
    ...{ role: "source" as const, socketPath: "s", memoryMiB: 128, accelerator: "tcg" as const },
    ...{ kernelPath: "k", initramfsPath: "i", kernelCommandLine: "quiet" },
  };
  const source = machineArguments(config);
  assertEquals(machineArguments({ ...config, role: "destination" }), [...source, "-incoming", "defer"]);
});
