import { assertEquals, assertStrictEquals } from "@std/assert";
import { runSteps } from "../../tools/ok.ts";

/** Runs the steps `a`, `b` and `c`, which exit with these codes. Returns the exit code, the steps run and the log. */
async function steps(codes: Record<string, number>) {
  const [ran, log]: [string[], string[]] = [[], []];
  const run = ([name]: readonly string[]) => {
    ran.push(name);
    return Promise.resolve(codes[name]);
  };
  const code = await runSteps([["a"], ["b", "--flag"], ["c"]], run, (line) => log.push(line));
  return { code, ran, log };
}

Deno.test("runSteps runs all steps in order and prints each", async () => {
  const { code, ran, log } = await steps({ a: 0, b: 0, c: 0 });
  assertStrictEquals(code, 0);
  assertEquals(ran, ["a", "b", "c"]);
  assertEquals(log, ["[1/3] deno a", "[2/3] deno b --flag", "[3/3] deno c", "All 3 steps passed."]);
});

Deno.test("runSteps stops at the first failure and returns its exit code", async () => {
  const { code, ran, log } = await steps({ a: 0, b: 7, c: 0 });
  assertStrictEquals(code, 7);
  assertEquals(ran, ["a", "b"]);
  assertStrictEquals(log.at(-1), "[2/3] deno b --flag failed with exit code 7");
});
