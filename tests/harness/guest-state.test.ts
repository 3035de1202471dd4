import { assertEquals } from "@std/assert";
import { comparedMemory } from "../../harness/guest-state.ts";

const WORDS = 1024;

Deno.test("comparedMemory finds the pages of zeros and the pages that changed, outside the buffer", () => {
  const before = new Uint32Array(8 * WORDS);
  const after = new Uint32Array(8 * WORDS);
  // The last word of page 1 changes, page 2 stays, page 3 becomes zero, pages 5 and 6 are the buffer.
  after[2 * WORDS - 1] = 1;
  before[2 * WORDS] = after[2 * WORDS] = 9;
  before[3 * WORDS + 5] = 1;
  before[5 * WORDS] = 4;
  const buffer = [{ firstPage: 6, pages: 1 }, { firstPage: 5, pages: 1 }];
  assertEquals(comparedMemory(before, after, buffer), {
    zeros: [{ firstPage: 0, pages: 1 }, { firstPage: 3, pages: 2 }, { firstPage: 7, pages: 1 }],
    kernelWritten: [{ firstPage: 1, pages: 1 }, { firstPage: 3, pages: 1 }],
  });
});
