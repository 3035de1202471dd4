import { assertEquals, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { dirname } from "@std/path";
import { measure } from "../../harness/measure.ts";
import type { MeasureOptions } from "../../harness/measure.ts";
import type { MeasureRun } from "../../harness/types.ts";
import { fakeHost, fakeQemu } from "./fake-host.ts";

const RUN: MeasureRun = {
  engine: "three-stage",
  memoryMiB: 128,
  linkMbitPerSecond: 500,
  downtimeLimitMs: 300,
  workload: { kind: "uniform", bufferMiB: 36, pagesPerSecond: 2000 },
};

/** What the guest of the fake QEMU has printed. */
const SAID = "PAGEFERRY CURSOR 4096 | PAGEFERRY MAP 3+1 2+1 | PAGEFERRY STEADY 2000";

/** Measures with a QEMU of this behavior in its own temporary folder, and checks that nothing is left. */
async function measureWith(behavior: string, options: MeasureOptions = {}) {
  await using qemu = await fakeQemu(behavior);
  const host = fakeHost();
  try {
    return await measure(RUN, { qemu: qemu.path, host, ...options });
  } finally {
    assertStrictEquals(host.links, 0);
    assertEquals(await scratchFoldersOf(qemu.path), []);
    assertEquals(await runningWith(qemu.path), []);
  }
}

function abortAfter(milliseconds: number, reason: Error): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), milliseconds);
  return controller.signal;
}

async function scratchFoldersOf(path: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(dirname(dirname(path))), ({ name }) => name);
  return entries.filter((name) => name.startsWith("pageferry-measure-"));
}

async function runningWith(path: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line.includes(path));
}

Deno.test("measure returns a measured run", async () => {
  const { timeline, ...line } = await measureWith("ok");
  assertEquals(line, {
    id: "three-stage-128-uniform-36-2000-500-300",
    hypervisor: "QEMU 7.2 (TCG)",
    engine: "three-stage",
    vcpus: 1,
    capabilities: [],
    memoryMiB: 128,
    totalPages: 32_898,
    zeroPages: 7000,
    linkMbitPerSecond: 500,
    downtimeLimitMs: 300,
    workload: RUN.workload,
    guest: {
      buffer: [{ firstPage: 3, pages: 1 }, { firstPage: 2, pages: 1 }],
      zeros: [{ firstPage: 0, pages: 1 }, { firstPage: 5, pages: 1 }],
      kernelWritten: [{ firstPage: 1, pages: 1 }],
    },
    faults: [[0.25, 4, 0.05]],
    host: { before: 0.5, after: 0.5, otherShare: 0.02 },
    measured: {
      status: "completed",
      totalTimeSeconds: 1.9,
      downtimeSeconds: 0.002,
      setupSeconds: 0.001,
      bytesTransferred: 500,
      pagesTransferred: 28_000,
      precopyBytes: 300,
      downtimeBytes: 0,
      postcopyBytes: 200,
      dirtySyncCount: 2,
      demandRequests: 5,
      blockedSeconds: 0.45,
      stoppedSeconds: null,
    },
  });
  assertEquals(timeline!.rows.map((row) => row[1]), ["setup", "active", "postcopy-active", "completed"]);
});

Deno.test("measure reports which QEMU ended, with its last output", async () => {
  for (
    const [behavior, role] of [["source:dies-at=migrate", "source"], [
      "destination:dies-at=migrate-incoming",
      "destination",
    ]]
  ) {
    await assertRejectsWith(() => measureWith(behavior), {
      message: `Cannot measure: the ${role}'s QEMU ended with code 3: qemu: lost its mind | ${SAID}`,
      kind: "failed",
    });
  }
});

Deno.test("measure stops when its signal aborts, even while QEMU hangs", async () => {
  const reason = new Error("enough");
  const controller = new AbortController();
  const onStage = (stage: string) => stage === "migrating" && controller.abort(reason);
  const { signal } = controller;
  await assertRejectsWith(
    () => measureWith("source:hangs-at=migrate", { signal, onStage }),
    (error) => error === reason,
  );
});

Deno.test("measure leaves nothing behind, whatever it does when its signal aborts", async (t) => {
  const commands = ["query-version", "pmemsave", "migrate-set-capabilities", "migrate", "query-migrate"];
  const sides = [...commands, "migrate-start-postcopy"].map((name) => `source:hangs-at=${name}`);
  for (const behavior of [...sides, "destination:hangs-at=migrate-incoming", "source:hangs-at=pmemsave"]) {
    await t.step(behavior, async () => {
      const reason = new Error("enough");
      const signal = AbortSignal.any([abortAfter(400, reason)]);
      await assertRejectsWith(() => measureWith(behavior, { signal }), (error) => error === reason);
    });
  }
});

Deno.test("measure fails if the guest cannot run its workload", async () => {
  await assertRejectsWith(() => measureWith("says=PAGEFERRY FAILED mmap"), {
    message: "Cannot measure: the guest cannot run its workload: mmap",
  });
});

Deno.test("measure warns of a guest that is slower than requested", async () => {
  const lines: string[] = [];
  await measureWith("says=PAGEFERRY STEADY 1500", { logger: (line) => lines.push(line) });
  assertEquals(lines, ["the guest writes 1500 pages/s, not 2000: this machine is too slow"]);
});
