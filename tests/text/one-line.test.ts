import { assertStrictEquals } from "@std/assert";
import { oneLine } from "../../lib/text/one-line.ts";

Deno.test("oneLine(text) replaces line ends and control characters with spaces", () => {
  assertStrictEquals(oneLine(" a\r\n\tb\u2028c\u0000d\n"), "a b c d");
});
