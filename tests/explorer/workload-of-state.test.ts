import { assertStrictEquals } from "@std/assert";
import { FIRST_STATE } from "../../explorer/state.ts";
import { wholePages } from "../../explorer/workload-of-state.ts";

Deno.test("wholePages(bytes, state) is the nearest whole number of the guest's pages, one at least", () => {
  assertStrictEquals(wholePages(2 ** 30, FIRST_STATE), 2 ** 30);
  assertStrictEquals(wholePages(3.7 * 2 ** 30, FIRST_STATE), 969_933 * 4096);
  assertStrictEquals(wholePages(1, FIRST_STATE), 4096);
  assertStrictEquals(wholePages(5e6, { ...FIRST_STATE, rest: { vm: { pageBytes: 2 ** 21 } } }), 2 ** 22);
  assertStrictEquals(wholePages(-1, FIRST_STATE), -1);
});
