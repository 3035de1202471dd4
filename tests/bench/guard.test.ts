import { assertEquals, assertMatch } from "@std/assert";
import { slowdowns } from "../../bench/guard.ts";
import { rowOf } from "../../bench/timing.ts";

const row = (name: string, ratioToC: number) => rowOf(name, 32, 1, { ratioToC });

Deno.test("what is twice as slow against C as written down is named, what scatters by a quarter is not", () => {
  const known = { "a": 1, "b": 4, "c": 0.1 };
  assertEquals(slowdowns([row("a", 1.25), row("b", 5), row("c", 0.01)], known), []);
  const named = slowdowns([row("a", 2), row("b", 4), row("c", 0.2)], known);
  assertEquals(named.map((line) => line.split(":")[0]), ["a", "c"]);
  assertMatch(named[0], /2\.00 times C's time, when written down 1/);
});

Deno.test("a row that is new or gone is named", () => {
  assertMatch(slowdowns([row("a", 1), row("new", 1)], { a: 1 })[0], /^new: bench\/ratios.json must have it/);
  assertMatch(slowdowns([], { a: 1 })[0], /^a: it is in bench\/ratios.json and is not measured/);
});
