import { assertEquals } from "@std/assert";
import { wrapWords } from "../../lib/text/wrap-words.ts";

Deno.test("wrapWords(text, width) breaks between words, and never within one or at a narrow space", () => {
  assertEquals(wrapWords("one two three", 7), ["one two", "three"]);
  assertEquals(wrapWords("a lengthy-word b", 4), ["a", "lengthy-word", "b"]);
  assertEquals(wrapWords("10\u202f000 pages", 4), ["10\u202f000", "pages"]);
  assertEquals(wrapWords("", 4), [""]);
});
