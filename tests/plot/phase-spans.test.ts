import { assertEquals } from "@std/assert";
import { guestSpans, timeSteps } from "../../lib/plot/phase-spans.ts";
import { simulate } from "../../lib/simulate.ts";
import { phase } from "./results.ts";

Deno.test("guestSpans joins neighboring phases with the guest at the same place", () => {
  const spans = guestSpans([
    phase("round", "source", 0, 10),
    phase("round", "source", 10, 5),
    phase("suspend", "nowhere", 15, 1),
    phase("final copy", "nowhere", 16, 2),
    phase("push and fetch", "destination", 18, 4),
  ]);
  assertEquals(spans, [
    { guest: "source", startSeconds: 0, endSeconds: 15 },
    { guest: "nowhere", startSeconds: 15, endSeconds: 18 },
    { guest: "destination", startSeconds: 18, endSeconds: 22 },
  ]);
});

Deno.test("timeSteps names a suspend with the guest at the source, which is no round", () => {
  const source = { suspendRequestSeconds: 0.04 };
  const result = simulate({ vm: { memoryBytes: 2 ** 24 }, source, migration: { engine: "stop-and-copy" } });
  assertEquals(timeSteps(result).map(({ name, guest }) => [name, guest]), [["suspend", "source"], [
    "downtime",
    "nowhere",
  ]]);
});
