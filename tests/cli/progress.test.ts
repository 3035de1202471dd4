import assert from "node:assert/strict";
import { runCommandLine } from "../../cli/run.ts";
import { fakeIo } from "./fake-io.ts";

const PLAN = JSON.stringify({ axes: { "vm.memoryBytes": [2 ** 20, 2 ** 21] } });

Deno.test("sweep shows on a terminal how far it is, and takes that away before it prints", async () => {
  const io = fakeIo({ "plan.json": PLAN });
  const shownBefore: number[] = [];
  const print = io.print;
  io.print = (text) => {
    shownBefore.push(io.shown.length);
    print(text);
  };
  assert.equal(await runCommandLine(["sweep", "plan.json"], io), 0);
  assert.deepEqual(io.shown.map((text) => text.split("] ")[1]), ["1/2 simulations", "2/2 simulations", undefined]);
  assert.equal(io.shown.at(-1), "");
  assert.deepEqual(shownBefore, [3]);
});

Deno.test("reproduce shows on a terminal how far it is, and writes once all is computed", async () => {
  const io = fakeIo();
  await runCommandLine(["reproduce", "--replicates", "1", "--out", "there"], io);
  assert.match(io.shown[0], / 1\/16 simulations$/);
  assert.match(io.shown[15], / 16\/16 simulations$/);
  assert.deepEqual(io.shown.slice(16), ["", "drawing", ""]);
  const names = ["figure-4.svg", "figure-5.svg", "report.html", "reproduce.json"];
  assert.deepEqual(Array.from(io.written.keys()), names.map((name) => `there/${name}`));
});

Deno.test("a command that fails takes its progress away before it complains", async () => {
  const io = fakeIo();
  io.writeFiles = () => {
    throw Object.assign(new Error("full"), { code: "ENOSPC" });
  };
  assert.equal(await runCommandLine(["reproduce", "--replicates", "1"], io), 2);
  assert.equal(io.shown.at(-1), "");
  assert.deepEqual(io.complained, [
    "Cannot write: --out must be a folder that can be written to, got out (no space left)\n",
  ]);
  assert.deepEqual(io.printed, []);
});

Deno.test("what nobody foresaw is told in one line too", async () => {
  const io = fakeIo({ "plan.json": PLAN });
  io.print = () => {
    throw new Error("out of\npaper");
  };
  assert.equal(await runCommandLine(["sweep", "plan.json"], io), 2);
  assert.deepEqual(io.complained, ["Cannot sweep: out of paper\n"]);
});
