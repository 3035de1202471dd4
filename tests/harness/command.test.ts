import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { measureCommand } from "../../harness/command.ts";
import { MeasureError } from "../../harness/errors.ts";
import type { MeasureHost } from "../../harness/host.ts";
import { runCommand } from "../../shell/command.ts";
import { fakeIo } from "../shell/fake-io.ts";
import { fakeHost, fakeQemu } from "./fake-host.ts";

/** Runs the command and returns its exit code and what it printed. */
async function command(words: string[], host: MeasureHost = fakeHost()) {
  const io = fakeIo();
  const code = await runCommand(measureCommand(host), words, io);
  return { code, printed: io.printed.join(""), complained: io.complained.join("") };
}

/** Runs the command with a QEMU of this behavior and its own table, and also returns the table's text. */
async function commandWith(behavior: string, ...args: string[]) {
  await using qemu = await fakeQemu(behavior);
  const out = `${qemu.path}.jsonl`;
  const result = await command(["--qemu", qemu.path, "--out", out, ...args]);
  return { ...result, table: await Deno.readTextFile(out).catch(() => "") };
}

Deno.test("measure --help prints the usage", async () => {
  const { code, printed, complained } = await command(["--help"]);
  assertEquals([code, complained], [0, ""]);
  assertMatch(printed, /^Measure live migrations/);
});

Deno.test("bad input is one line on standard error, and exit code 2", async () => {
  assertEquals(await command(["--engine", "foo"]), {
    code: 2,
    printed: "",
    complained: "--engine must be one of pre-copy, three-stage, post-copy, got foo\n",
  });
});

Deno.test("a missing requirement is one line on standard error, and exit code 2", async () => {
  const missing = new MeasureError("missing", "tc is not installed (in Debian: apt install iproute2)");
  const host = { ...fakeHost(), check: () => Promise.reject(missing) };
  const folder = await Deno.makeTempDir();
  const { code, complained } = await command(["--smoke", "--out", `${folder}/t.jsonl`], host);
  assertEquals([code, complained], [2, "Cannot measure: tc is not installed (in Debian: apt install iproute2)\n"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a run is printed as text and appended to the table", async () => {
  const { code, printed, table } = await commandWith("ok", "--engine", "three-stage", "--downtime-ms", "50");
  assertStrictEquals(code, 0);
  assertStrictEquals(
    printed,
    "three-stage-256-uniform-140-2000-500-50: completed, 1.900 s, 28000 pages, downtime 0.002 s, 5 demand requests, " +
      "blocked 0.450 s\n",
  );
  assertStrictEquals(JSON.parse(table).id, "three-stage-256-uniform-140-2000-500-50");
});

Deno.test("measure --json prints the lines of the table as one JSON document", async () => {
  const { code, printed, table } = await commandWith("ok", "--smoke", "--json");
  assertStrictEquals(code, 0);
  assertEquals(JSON.parse(printed), table.trimEnd().split("\n").map((line) => JSON.parse(line)));
  assertStrictEquals(JSON.parse(printed).length, 3);
});

Deno.test("measure --resume measures what the table lacks, and again what was measured on a busy machine", async () => {
  await using qemu = await fakeQemu("ok");
  const out = `${qemu.path}.jsonl`;
  const words = ["--qemu", qemu.path, "--out", out, "--smoke", "--repeats", "2", "--resume"];
  const idsOf = (text: string) =>
    text.trimEnd().split("\n").map((line) => JSON.parse(line)).map(({ engine, repeat }) => `${engine} ${repeat}`);
  await command([...words, "--at-most", "2"]);
  const first = await Deno.readTextFile(out);
  assertEquals(idsOf(first), ["pre-copy 1", "three-stage 1"]);
  const busy = first.replace(/"otherShare":[\d.]+/, '"otherShare":0.4');
  await Deno.writeTextFile(out, busy);
  await command([...words, "--at-most", "3"]);
  const more = ["pre-copy 1", "post-copy 1", "pre-copy 2"];
  assertEquals(idsOf(await Deno.readTextFile(out)), ["pre-copy 1", "three-stage 1", ...more]);
  await Deno.writeTextFile(out, "{}\n");
  const { code, complained } = await command(words);
  assertEquals([code, complained], [
    2,
    `Cannot measure: cannot continue the table ${out}: Cannot read measured run: line 1.id must be a string, got nothing\n`,
  ]);
});

Deno.test("a failed run is one line on standard error and exit code 1, and adds no line to the table", async () => {
  const { code, complained, table } = await commandWith("source:dies-at=migrate", "--engine", "pre-copy");
  assertEquals([code, table], [1, ""]);
  assertMatch(complained, /^Cannot measure: the source's QEMU ended with code 3: [^\n]*\n$/);
});
