import { assertEquals } from "@std/assert";
import { wrapText } from "../../../lib/plot/svg/text.ts";

Deno.test("wrapText(text, width) breaks only between words", () => {
  assertEquals(wrapText("one two three", 1000), ["one two three"]);
  assertEquals(wrapText("one two three", 60), ["one two", "three"]);
  assertEquals(wrapText("one two three", 1), ["one", "two", "three"]);
});
