import { assertStrictEquals } from "@std/assert";
import { oneLine } from "../../lib/text/one-line.ts";

Deno.test("oneLine(text) replaces line ends, control characters and direction marks with spaces", () => {
  assertStrictEquals(oneLine("a\u009b31mb\u202ec\u2066d\u200fe"), "a 31mb c d e");
  assertStrictEquals(oneLine(" a\r\n\tb\u2028c\u0000d\n"), "a b c d");
});
