// cspell:ignore clif
import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { runCommandLine } from "../../cli/run.ts";
import { problem } from "../../lib/course/problem.ts";
import { commandLine } from "./command-line.ts";
import { fakeIo } from "../shell/fake-io.ts";

async function print(...args: string[]): Promise<string> {
  const io = fakeIo();
  assertEquals([await runCommandLine(["problems", ...args], io), io.complained], [0, []]);
  return io.printed.join("");
}

Deno.test("problems TOPIC prints a sheet of questions without their answers, with the permissions of its task", async () => {
  const { code, stdout, stderr } = await commandLine(["problems", "the-cliff"], { permissions: ["-P=problems"] });
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  assertStrictEquals(stdout.match(/^\d+\. A guest/gm)?.length, 5);
  assert(!stdout.includes("Answers"));
  assert(stdout.split("\n").every((line) => line.length <= 88));
});

Deno.test("problems TOPIC --answers adds them, numbered by seed", async () => {
  const sheet = await print("working-set", "--seed", "11", "--count", "2", "--answers");
  assertMatch(
    sheet,
    /^Problems: working-set\n\n11\. A guest[^]*\n\n12\. A guest[^]*\n\nAnswers \(a guess is right within \d+ %\)\n\n11\. \d+ ms[^]*\n\n12\. \d+ ms/,
  );
});

Deno.test("the answers to downtime-limit explain why they are below the result computed by hand", async () => {
  const sheet = await print("downtime-limit", "--answers", "--seed", "2", "--count", "1");
  assertMatch(
    sheet.replaceAll(/\s+/g, " "),
    /within 10 %.* 254 ms\..*take 259 ms\. In the first seconds QEMU measures .* slightly below/,
  );
});

Deno.test("problems TOPIC --json prints a list, with answers if requested", async () => {
  const [bare] = JSON.parse(await print("post-copy", "--json", "--count", "1"));
  const [solved] = JSON.parse(await print("post-copy", "--json", "--count", "1", "--answers"));
  const { question, reveal } = problem("post-copy", 1);
  assertStrictEquals(bare.question, question);
  assertStrictEquals(bare.answer, undefined);
  assertEquals(solved.answer, reveal());
});

Deno.test("problems reports bad input in one line", async () => {
  const cases: [string[], RegExp][] = [
    [[], /^missing argument: TOPIC \(one of dirty-pages, .*, real-run\)\n$/],
    [["the-clif"], /^TOPIC must be one of dirty-pages, .*, got the-clif \(did you mean the-cliff\?\)\n$/],
    [["the-cliff", "--count", "0"], /^--count must be a whole number from 1 to 1000, got 0\n$/],
    [["the-cliff", "--seed", "x"], /^--seed must be a whole number from 0 to .*, got x\n$/],
  ];
  for (const [args, complaint] of cases) {
    const io = fakeIo();
    assertStrictEquals(await runCommandLine(["problems", ...args], io), 2);
    assertMatch(io.complained.join(""), complaint);
  }
});
