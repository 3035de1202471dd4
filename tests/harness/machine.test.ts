import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { startMachine } from "../../harness/machine.ts";
import { kernelCommandLine, machineArguments } from "../../harness/machine-arguments.ts";
import { fakeProgram } from "./fake-host.ts";

const RATE = { bufferMiB: 140, pagesPerSecond: 6000 };
const QUIET = { role: "source", socketPath: "out/no-such-folder/qmp.sock", onLost: () => {} };

Deno.test("startMachine fails with QEMU's output if QEMU ends before its monitor opens", async () => {
  await using qemu = await fakeProgram("echo 'qemu: no such machine' >&2; exit 1");
  await assertRejectsWith(() => startMachine([qemu.path], QUIET), {
    message: "Cannot measure: the source's QEMU ended with code 1: qemu: no such machine",
  });
});

Deno.test("startMachine kills a hanging QEMU when its signal aborts", async () => {
  await using qemu = await fakeProgram("exec sleep 1000");
  const lost: string[] = [];
  const onLost = (error: Error) => lost.push(error.message);
  const start = startMachine([qemu.path], { ...QUIET, onLost, signal: AbortSignal.abort(new Error("enough")) });
  await assertRejectsWith(() => start, { message: "enough" });
  assertEquals(lost, []);
});

Deno.test("startMachine kills the children of a script that starts QEMU", async () => {
  await using qemu = await fakeProgram("sleep 1000; echo never");
  const start = startMachine([qemu.path], { ...QUIET, signal: AbortSignal.abort(new Error("enough")) });
  await assertRejectsWith(() => start, { message: "enough" });
});

Deno.test("source and destination have the same arguments, except that the destination waits and traces requests", () => {
  const config = {
    ...{
      role: "source" as const,
      socketPath: "s",
      tracePath: "t",
      memoryMiB: 128,
      vcpus: 2,
      accelerator: "tcg" as const,
    },
    ...{ kernelPath: "k", initramfsPath: "i" },
    workload: { kind: "uniform" as const, ...RATE },
  };
  const source = machineArguments(config);
  assertEquals(machineArguments({ ...config, role: "destination" }), [
    ...[...source, "-incoming", "defer", "-msg", "timestamp=on", "-trace", "loadvm_postcopy_handle_run_bh"],
    ...[
      "-trace",
      "postcopy_ram_fault_thread_request",
      "-trace",
      "postcopy_page_req_del",
      "-trace",
      "ram_discard_range",
      "-D",
      "t",
    ],
  ]);
  assertStrictEquals(source[source.indexOf("-smp") + 1], "2");
});

Deno.test("kernelCommandLine passes the workload to the guest's first process", () => {
  assertStrictEquals(
    kernelCommandLine({ kind: "sequential", ...RATE }),
    "console=ttyS0 quiet panic=-1 pti=on nokaslr pageferry_kind=sequential pageferry_buffer_mib=140 " +
      "pageferry_pages_per_second=6000",
  );
  const hot = kernelCommandLine({ kind: "hot-cold", ...RATE, hotFraction: 0.1, hotShare: 0.9 });
  assert(hot.endsWith(" pageferry_hot_fraction=0.1 pageferry_hot_share=0.9"));
});

Deno.test("kernelCommandLine has no dot in a name: Linux would take it for a module's parameter", () => {
  const words = kernelCommandLine({ kind: "hot-cold", ...RATE, hotFraction: 0.1, hotShare: 0.9 }).split(" ");
  assertEquals(words.filter((word) => /^[^=]*\./.test(word)), []);
});
