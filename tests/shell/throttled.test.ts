import { assertEquals, assertStrictEquals } from "@std/assert";
import { throttled } from "../../shell/throttled.ts";

/** The texts shown if they arrive at these times, in milliseconds. */
function shown(...texts: [number, string][]): string[] {
  const seen: string[] = [];
  let time = 0;
  const show = throttled((text) => seen.push(text), () => time);
  for (const [at, text] of texts) {
    time = at;
    show(text);
  }
  return seen;
}

Deno.test("throttled shows about 20 texts per second, including the first", () => {
  const seen = shown(...Array.from({ length: 1000 }, (_, i): [number, string] => [i, `${i}`]));
  assertStrictEquals(seen.length, 20);
  assertEquals(seen.slice(0, 3), ["0", "50", "100"]);
});

Deno.test("throttled shows every text if they arrive slowly", () => {
  assertEquals(shown([0, "a"], [60, "b"], [200, "c"], [201, ""]), ["a", "b", "c", ""]);
});

Deno.test("throttled shows the last text once before it is removed", () => {
  assertEquals(shown([0, "1/3"], [1, "2/3"], [2, "3/3"], [3, ""], [4, ""]), ["1/3", "3/3", "", ""]);
  assertEquals(shown([0, "1/3"], [1, "2/3"], [60, "3/3"], [61, ""]), ["1/3", "3/3", ""]);
});

Deno.test("throttled shows a new stage at once", () => {
  assertEquals(shown([0, "3/3"], [1, ""], [2, "drawing"], [3, ""]), ["3/3", "", "drawing", ""]);
});
