import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { popCount } from "../../lib/bitmap/word.ts";
import { hashText } from "../../lib/random/hash-text.ts";

Deno.test("hashText is frozen: a change would change every result", () => {
  assertEquals(hashText(""), [2462723854, 3390830866, 3780209588, 2200367980]);
  assertEquals(hashText("1"), [141051257, 1903475611, 2889044232, 4031090657]);
  assertEquals(hashText("pageferry"), [3208191097, 2344605677, 1856062108, 3239921082]);
});

Deno.test("hashText changes about half of all bits of every word if one character changes", () => {
  const flipped = [0, 0, 0, 0];
  const texts = 2000;
  for (let i = 0; i < texts; i++) {
    const text = `seed/{"vm.memoryBytes":134217728}/${i}`;
    const near = text.replace("8}", "9}");
    const [a, b] = [hashText(text), hashText(near)];
    for (let k = 0; k < 4; k++) flipped[k] += popCount(a[k] ^ b[k]);
  }
  for (const count of flipped) assert(Math.abs(count / (texts * 32) - 0.5) < 0.01, `${flipped}`);
});

Deno.test("hashText gives different seeds for many similar strings, and four different words", () => {
  const seen = new Set<string>();
  for (let i = 0; i < 20_000; i++) {
    const words = hashText(`${i}`);
    assertStrictEquals(new Set(words).size, 4);
    seen.add(words.join());
  }
  for (const text of ["", "a", "aa", "aaa", "ab", "ba", "a ", " a", "A", "ä", "\u0000", "\u0000\u0000"]) {
    seen.add(hashText(text).join());
  }
  assertStrictEquals(seen.size, 20_012);
});
