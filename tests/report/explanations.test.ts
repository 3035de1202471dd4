import { assertMatch, assertStrictEquals } from "@std/assert";
import { explain } from "../../lib/report/explanations.ts";

Deno.test("explain finds the explanation of a path in flat, nested and list form", () => {
  const path = "host.roundSeconds";
  for (
    const explanations of [
      { "host.roundSeconds": "why" },
      { host: { roundSeconds: "why" } },
      { host: { roundSeconds: { why: "why" } } },
      [{ path: "other", why: "no" }, { path, why: "why" }],
    ]
  ) assertStrictEquals(explain(path, explanations), "why");
});

Deno.test("explain falls back to the help of the field", () => {
  for (const nothing of [undefined, null, {}, [], [null], "text", { host: 3 }]) {
    assertStrictEquals(
      explain("host.roundSeconds", nothing),
      "Fixed cost of one round, paid at its end while the guest runs.",
    );
  }
  assertMatch(explain("dirtying.low.hotPages", undefined), /^Pages that the kernel/);
  assertStrictEquals(explain("host.unheardOf", {}), "");
});
