import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { runCommandLine } from "../../cli/run.ts";
import { ROOT } from "./command-line.ts";
import { fakeIo } from "../shell/fake-io.ts";

const PLAN = JSON.stringify({ axes: { "vm.memoryBytes": [2 ** 20, 2 ** 21] } });

Deno.test("sweep shows its progress and removes it before it prints", async () => {
  const io = fakeIo({ "plan.json": PLAN });
  const shownBefore: number[] = [];
  const print = io.print;
  io.print = (text) => {
    shownBefore.push(io.shown.length);
    print(text);
  };
  assertStrictEquals(await runCommandLine(["sweep", "plan.json"], io), 0);
  assertEquals(io.shown.map((text) => text.split("] ")[1]?.split(",")[0]), [
    "1/2 simulations",
    "2/2 simulations",
    undefined,
  ]);
  assertStrictEquals(io.shown.at(-1), "");
  assertEquals(shownBefore, [3]);
});

Deno.test("simulate shows its progress after each dirty-log read and removes it", async () => {
  const io = fakeIo();
  const args = ["simulate", "--memory", "64MiB", "--writes", "2000/s", "--preset", "qemu", "--compare"];
  assertStrictEquals(await runCommandLine(args, io), 0);
  assertMatch(io.shown[0], /^pre-copy: simulated [\d.]+ m?s$/);
  assert(io.shown.some((text) => text.startsWith("three-stage: ")));
  assertStrictEquals(io.shown.at(-1), "");
});

Deno.test("simulate shows its progress while pages are pushed and fetched", async () => {
  const io = fakeIo();
  const args = "simulate --memory 1GiB --writes 1M/s --engine post-copy".split(" ");
  assertStrictEquals(await runCommandLine(args, io), 0);
  const times = io.shown.filter((text) => text !== "");
  assert(times.length > 4, times.join());
  assertMatch(times[1], /^post-copy: simulated [\d.]+ ms$/);
});

Deno.test("reproduce shows its progress and writes when everything is computed", async () => {
  const io = fakeIo();
  await runCommandLine(["reproduce", "--replicates", "1", "--out", "there"], io);
  assertMatch(io.shown[0], / 1\/32 simulations$/);
  assertMatch(io.shown[31], / 32\/32 simulations$/);
  assertEquals(io.shown.slice(32), ["", "drawing", ""]);
  const names = ["figure-4.svg", "figure-5.svg", "report.html", "reproduce.json"];
  assertEquals(Array.from(io.written.keys()), names.map((name) => `there/${name}`));
});

Deno.test("a failing command removes its progress before it reports the error", async () => {
  const io = fakeIo();
  io.writeFiles = () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
  assertStrictEquals(await runCommandLine(["reproduce", "--replicates", "1"], io), 2);
  assertStrictEquals(io.shown.at(-1), "");
  assertEquals(io.complained, ["Cannot write to out: no space left\n"]);
  assertEquals(io.printed, []);
});

Deno.test("an unexpected error is also reported in one line", async () => {
  const io = fakeIo({ "plan.json": PLAN });
  io.print = () => {
    throw new Error("out of\npaper");
  };
  assertStrictEquals(await runCommandLine(["sweep", "plan.json"], io), 2);
  assertEquals(io.complained, ["out of paper\n"]);
});

Deno.test("a missing permission is reported as such", async () => {
  const io = fakeIo({ "plan.json": PLAN });
  io.print = () => {
    throw new Deno.errors.NotCapable("Requires run access");
  };
  assertStrictEquals(await runCommandLine(["sweep", "plan.json"], io), 2);
  assertEquals(io.complained, ["missing permission: Requires run access\n"]);
});

Deno.test("the exit code of bad input is 2 even if standard error is full", async () => {
  const script = `"$1" run --quiet --no-prompt -P=simulate main.ts simulate absent.json 2> /dev/full`;
  const { code } = await new Deno.Command("sh", { args: ["-c", script, "sh", Deno.execPath()], cwd: ROOT }).output();
  assertStrictEquals(code, 2);
});
