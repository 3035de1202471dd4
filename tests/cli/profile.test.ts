import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { command } from "../../cli/profile.ts";
import { runCommand } from "../../shell/command.ts";
import { fakeQmpServer } from "../harness/fake-qmp-server.ts";
import { fakeIo } from "../shell/fake-io.ts";
import { commandLine } from "./command-line.ts";

/** A QEMU with 2 GiB that finishes each measurement at once. */
function fakeQemu() {
  let period = 0;
  return fakeQmpServer(({ execute, arguments: args, id }) => {
    if (execute === "calc-dirty-rate") ({ "calc-time": period } = args as { "calc-time": number });
    const answers: Record<string, unknown> = {
      "query-kvm": { enabled: true, present: true },
      "query-memory-size-summary": { "base-memory": 2 ** 31 },
      "query-migrate-parameters": { "max-bandwidth": 0, "downtime-limit": 500 },
      "query-dirty-rate": { status: "measured", "dirty-rate": 20, "calc-time": period, mode: "dirty-bitmap" },
    };
    return [{ return: answers[execute] ?? {}, id }];
  });
}

Deno.test("profile --out writes the curve, shows the points and QEMU's limits, and names the next command", async () => {
  await using server = await fakeQemu();
  const io = fakeIo();
  const words = ["--qmp", server.path, "--mode", "dirty-bitmap", "--limit", "4s", "--out", "vm/curve.json"];
  assertStrictEquals(await runCommand(command, words, io), 0);
  const { points, memoryBytes, sampled, parameters } = JSON.parse(io.written.get("vm/curve.json")!);
  assertEquals(points.map(({ seconds }: { seconds: number }) => seconds), [1, 2]);
  assertEquals([memoryBytes, sampled], [2 ** 31, false]);
  assertEquals(parameters, { maxBytesPerSecond: null, downtimeLimitSeconds: 0.5 });
  assertMatch(io.printed.join(""), /QEMU's own limits: cap none, downtime limit 500 ms/);
  assertMatch(io.printed.join(""), /Next: deno task predict vm\/curve\.json --platform/);
  assertMatch(io.shown.find((text) => text !== "")!, /^\[ *#* *\] \d\/3 s measured$/);
});

Deno.test("predict reads the curve that profile prints, without --memory", async () => {
  await using server = await fakeQemu();
  const io = fakeIo();
  assertStrictEquals(await runCommand(command, ["--qmp", server.path, "--limit", "3s"], io), 0);
  const { code, stdout } = await commandLine(["predict", "-", "--seeds", "1"], { stdin: io.printed.join("") });
  assertStrictEquals(code, 0);
  assertMatch(stdout, /^Will it migrate\? +Yes/);
});

Deno.test("the task profile has the permissions that a socket needs, and reports a missing one in one line", async () => {
  const permissions = ["-P=profile"];
  const absent = await commandLine(["profile", "--qmp", "/tmp/no-such-folder/vm.qmp"], { permissions });
  assertEquals([absent.code, absent.stdout], [2, ""]);
  assertStrictEquals(absent.stderr, "Cannot measure: /tmp/no-such-folder/vm.qmp does not exist\n");
  const nothing = await commandLine(["profile"], { permissions });
  assertEquals([nothing.code, nothing.stderr], [2, "--qmp is required, such as --qmp /run/vm.qmp\n"]);
});
