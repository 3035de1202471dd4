import { assertEquals } from "@std/assert";
import type { Phase } from "../../lib/engine/run/result.ts";
import { phasesTable } from "../../lib/table/phases-table.ts";

const phase = (name: Phase["name"], guest: Phase["guest"], startSeconds: number, seconds: number, pages = 0): Phase => (
  { name, guest, startSeconds, seconds, pages, bytes: pages * 4096 }
);

Deno.test("phasesTable(phases) joins successive rounds, leaves out empty phases, and shows each value in its own unit", () => {
  const { text } = phasesTable([
    phase("round", "source", 0, 100, 2 ** 29),
    phase("round", "source", 100, 20, 2 ** 18),
    phase("suspend", "nowhere", 120, 0),
    phase("final copy", "nowhere", 120, 0.04, 256),
  ]);
  assertEquals(text.replaceAll("\u202f", " ").split("\n"), [
    "Phases",
    "phase          guest at  start  length   pages sent       data",
    "-------------  --------  -----  ------  -----------  ---------",
    "2 live rounds  source      0 s   120 s  537 133 056  2.001 TiB",
    "final copy     nowhere   120 s   40 ms          256      1 MiB",
  ]);
});
