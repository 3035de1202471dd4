import { assert, assertEquals } from "@std/assert";
import { note, wrapText } from "../../../lib/plot/svg/wrap-text.ts";

Deno.test("wrapText(text, width) breaks between words, and never within one", () => {
  assertEquals(wrapText("one two three", 1000), ["one two three"]);
  assertEquals(wrapText("one two three", 60), ["one two", "three"]);
  assertEquals(wrapText("one two three", 1), ["one", "two", "three"]);
});

Deno.test("note(text) is as high as its lines", () => {
  const one = note("short", { x: 0, y: 0, width: 300 });
  assert(note("short ".repeat(40).trim(), { x: 0, y: 0, width: 300 }).height > 2 * one.height);
});
