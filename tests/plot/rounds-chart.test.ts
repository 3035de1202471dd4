import { assert, assertMatch, assertStrictEquals } from "@std/assert";
import { PAGE_COLORS, roundsChart } from "../../lib/plot.ts";
import { anyFilm, FILMED, manyRounds } from "./films.ts";
import { all, parseChart, texts } from "./svg.ts";

for (const migration of FILMED) {
  for (const columns of ["rounds", "time"] as const) {
    const { engine, hypervisor } = migration!;
    Deno.test(`roundsChart draws ${engine} under ${hypervisor} by ${columns}, wide and narrow`, () => {
      const shot = anyFilm(migration);
      for (const width of [360, 720]) {
        const figure = roundsChart(shot, { columns, width });
        const root = parseChart(figure);
        assert(figure.svg.length < 60_000);
        const sent = shot.result.pagesTransferred + shot.result.zeroPagesTransferred;
        assertMatch(figure.description.replaceAll("\u202f", ""), new RegExp(`Sent ${sent}[,.]`));
        const maps = all(root, "g[aria-label]").map((map) => map.getAttribute("aria-label"));
        assertStrictEquals(maps.includes("skipped"), hypervisor === "xen-4.1" && engine === "pre-copy");
        assertStrictEquals(maps.includes("demand faults"), shot.result.demandFaults > 0);
        assertStrictEquals(maps[0], "sent");
      }
    });
  }
}

Deno.test("roundsChart stays below 60 kB for three hundred rounds and numbers few of them", () => {
  const shot = manyRounds(2 ** 24);
  assert(shot.passes.length > 290);
  for (const columns of ["rounds", "time"] as const) {
    const figure = roundsChart(shot, { columns });
    parseChart(figure);
    assert(figure.svg.length < 60_000, `${figure.svg.length}`);
    assert(figure.svg.length > 10_000);
  }
  const narrow = texts(parseChart(roundsChart(shot, { width: 360 })));
  const numbers = narrow.slice(narrow.lastIndexOf("16 MiB") + 1).filter((text) => /^\d+(–\d+)?$/.test(text));
  assert(numbers.length >= 3 && numbers.length <= 12, numbers.join());
});

Deno.test("roundsChart draws a column for each round, and the final copy after a gap", () => {
  const shot = anyFilm({ engine: "pre-copy", hypervisor: "xen-4.6" });
  const written = texts(parseChart(roundsChart(shot)));
  for (const text of ["1", "2", "3", "round", "final copy", "0", "16 MiB"]) assert(written.includes(text), text);
  const [sent, dirty] = all(parseChart(roundsChart(shot)), "g[aria-label]");
  const tiles = all(sent, "path");
  assert(tiles.every((tile) => tile.getAttribute("fill") === PAGE_COLORS.sent));
  // Round 1 sends everything: one tile from the left margin over all of the map.
  const full = tiles.at(-1)!.getAttribute("d")!.split("z")[0];
  const columns = shot.passes.length;
  assertMatch(full, new RegExp(`^M62 \\d+h${Math.round((648 - 6 - Math.floor(642 / columns)) / (columns - 1))}v112h`));
  assert(all(dirty, "path").every((tile) => tile.getAttribute("fill") === PAGE_COLORS.dirty));
});

Deno.test("roundsChart by time marks dirty-log reads and labels the axis with its unit", () => {
  const shot = anyFilm({ engine: "three-stage", hypervisor: "xen-4.1" });
  const figure = roundsChart(shot, { columns: "time" });
  assert(texts(parseChart(figure)).includes("time [s]"));
  assertMatch(figure.svg, /stroke-dasharray="2 2"/);
  assertStrictEquals(figure.title, "Three-stage: memory over time");
});

Deno.test("roundsChart shows time by default if there is only one pass", () => {
  assert(texts(parseChart(roundsChart(anyFilm({ engine: "stop-and-copy" })))).includes("time [s]"));
});

Deno.test("roundsChart draws a guest of one page", () => {
  parseChart(roundsChart(anyFilm({ engine: "pre-copy" }, { cells: 1, frames: 1 })));
});
