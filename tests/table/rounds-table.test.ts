import { assertEquals, assertMatch } from "@std/assert";
import { roundsTable } from "../../lib/table/rounds-table.ts";

Deno.test("roundsTable(rounds) shows twelve rounds, or the first six and the last five if there are more", () => {
  const rounds = Array.from({ length: 30 }, (_, i) => ({
    index: i + 1,
    guest: "running" as const,
    startSeconds: i,
    seconds: 1,
    pagesWalked: 10,
    pagesSent: 10,
    pagesSkipped: 0,
    pagesDirtied: 10,
    bytes: 2 ** 20,
  }));
  const shown = (count: number) =>
    roundsTable(rounds.slice(0, count)).text.split("\n").slice(3).map((line) => line.trim().split(/\s+/)[0]);
  assertEquals(shown(12), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
  assertEquals(shown(30), ["1", "2", "3", "4", "5", "6", "…", "26", "27", "28", "29", "30"]);
  assertMatch(roundsTable(rounds).text, /^30 rounds\n.*… +\(19 more\)\n/s);
});
