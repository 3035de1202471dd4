import { assertEquals, assertMatch } from "@std/assert";
import { slowdowns } from "../../bench/guard.ts";
import { rowOf } from "../../bench/timing.ts";

const row = (name: string, ratioToC: number) => rowOf(name, 32, 1, { ratioToC });

Deno.test("slowdowns reports a row twice as slow relative to C as recorded, but not one a quarter slower", () => {
  const known = { "a": 1, "b": 4, "c": 0.1 };
  assertEquals(slowdowns([row("a", 1.25), row("b", 5), row("c", 0.01)], known), []);
  const named = slowdowns([row("a", 2), row("b", 4), row("c", 0.2)], known);
  assertEquals(named.map((line) => line.split(":")[0]), ["a", "c"]);
  assertMatch(named[0], /2\.00 times C's time, recorded 1/);
});

Deno.test("slowdowns reports a row that is missing on either side", () => {
  assertMatch(slowdowns([row("a", 1), row("new", 1)], { a: 1 })[0], /^new: is not in bench\/ratios.json/);
  assertMatch(slowdowns([], { a: 1 })[0], /^a: is in bench\/ratios.json but was not measured/);
});
