import { assert, assertEquals, assertMatch, assertNotMatch, assertStrictEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { PAPER } from "../../lib/paper.ts";
import { reportHtml } from "../../lib/report/report-html.ts";
import type { SvgElement } from "../plot/svg.ts";
import { all } from "../plot/svg.ts";
import { PAPER_CALIBRATIONS } from "../../lib/scenario/song-2014-calibrations.ts";
import { anyClaim, anyReproduction } from "./reproductions.ts";

function page(reproduction = anyReproduction()): SvgElement {
  const html = reportHtml(reproduction);
  return (parseHTML(html) as unknown as { document: SvgElement }).document;
}

Deno.test("reportHtml is self-contained: no script, no link, nothing to load", () => {
  const html = reportHtml(anyReproduction());
  assertNotMatch(html, /<script|<link|<img|<iframe|@import|url\(|\bsrc=|\bhref=|\bon\w+="/);
  const addresses = html.match(/https?:\/\/[^"\s<]+/g) ?? [];
  assertEquals(Array.from(new Set(addresses)), ["http://www.w3.org/2000/svg"]);
});

Deno.test("reportHtml has what an accessible page needs", () => {
  const root = page();
  assertStrictEquals(root.querySelector("html")!.getAttribute("lang"), "en");
  assert(root.querySelector("title")!.textContent.length > 0);
  assertMatch(root.querySelector("meta[name=viewport]")!.getAttribute("content")!, /width=device-width/);
  assertStrictEquals(all(root, "h1").length, 1);
  for (const section of all(root, "main > section")) {
    assert(root.querySelector(`#${section.getAttribute("aria-labelledby")}`));
  }
  for (const table of all(root, "table")) {
    assert(table.querySelector("caption")!.textContent.length > 0);
    assertStrictEquals(all(table, "thead th:not([scope=col])").length, 0);
    assertStrictEquals(all(table, "tbody tr").length, all(table, "tbody th[scope=row]").length);
  }
  for (const figure of all(root, "svg")) assert(figure.getAttribute("aria-label"));
});

Deno.test("reportHtml follows light and dark mode, and prints in light mode", () => {
  const style = page().querySelector("style")!.textContent;
  assertMatch(style, /color-scheme: light dark/);
  assertMatch(style, /@media screen and \(prefers-color-scheme: dark\)/);
  assertMatch(style, /@media print/);
});

Deno.test("reportHtml begins with the number of claims that hold", () => {
  assertMatch(
    page().querySelector(".lead")!.textContent,
    /^With supported costs, 9 of 10 claims hold; as published, 10 of 10\./,
  );
});

Deno.test("reportHtml shows the printed averages next to ours at the top", () => {
  const claims = [
    anyClaim(),
    anyClaim({ id: "axes", paper: null }),
    anyClaim({ id: "low-pages-reduction", paper: 22 }),
  ];
  const tiles = all(page(anyReproduction(claims)), ".tiles li").map(({ textContent }) => textContent);
  assertStrictEquals(tiles.length, 2);
  assertMatch(tiles[0], /total migration time, low dirty rate −36\.0 %\s+as published: −36\.0 %; the paper: −36\.2 %/);
  assertMatch(tiles[1], /pages transferred/);
});

Deno.test("reportHtml has a row for every claim: words, paper, both calibrations with their verdict, test", () => {
  const claims = [anyClaim(), anyClaim({ id: "axes", says: "axes fit", paper: null, holds: false })];
  const rows = all(page(anyReproduction(claims)), "section[aria-labelledby=claims] tbody tr");
  const cells = rows.map((row) => all(row, "th, td").map(({ textContent }) => textContent));
  const { says, test } = claims[0];
  assertEquals(cells, [
    [says, "low", "36.2 %", "36.0 %, holds", "36.0 %, holds", test],
    ["axes fit", "both", "–", "36.0 %, FAILS", "36.0 %, holds", test],
    ["more is reduced (section 4.2)", "high", "–", "36 MiB, holds", "36 MiB, holds", test],
  ]);
});

Deno.test("reportHtml gives the finding about a claim that fails as expected", () => {
  const [low, high] = ["low", "high"].map((rate) => anyClaim({ id: `${rate}-time-reduction`, holds: rate === "high" }));
  const findings = all(page(anyReproduction([low, high])), "section[aria-labelledby=claims] li");
  assertEquals(findings.length, 1);
  assertMatch(findings[0].textContent, /^supported, low dirty rate: three-stage .*43 ms per batch/);
});

Deno.test("reportHtml contains both figures with either calibration, wide and narrow", () => {
  const titles = all(page(), "figure svg > title").map(({ textContent }) => textContent);
  assertEquals(
    titles.map((title) => title.slice(0, 8)),
    Array(2).fill(["Figure 4", "Figure 4", "Figure 5", "Figure 5"]).flat(),
  );
});

Deno.test("reportHtml lists the value of every bar and the savings of three-stage copy", () => {
  const [low, high, savings, ...published] = all(page(), "section[aria-labelledby=values] table");
  assertStrictEquals(published.length, 3);
  assertStrictEquals(all(low, "tbody tr").length, 8);
  assertStrictEquals(all(high, "tbody tr").length, 8);
  const headings = all(page(), "section[aria-labelledby=values] h3").map(({ textContent }) => textContent);
  assertEquals(headings.slice(0, 2), [
    "Figure 4: low dirty rate, supported costs",
    "Figure 5: high dirty rate, supported costs",
  ]);
  const last = all(low, "tbody tr").at(-2)!;
  assertMatch(last.textContent, /1024 MiB, pre-copy.*90 \(88\.2 to 91\.8\).*1260/s);
  const rows = all(savings, "tbody tr").map((row) => all(row, "th, td").map(({ textContent }) => textContent));
  assertEquals(rows.map(([name]) => name), ["128 MiB", "256 MiB", "512 MiB", "1024 MiB", "average"]);
  assertEquals(new Set(rows.flatMap(([, ...values]) => values)), new Set(["50.0 %"]));
});

Deno.test("reportHtml shows every parameter of both calibrations with unit, bounds, meaning and source", () => {
  const rows = all(page(), "section[aria-labelledby=parameters] tbody tr");
  const shown = new Map(rows.map((row) => {
    const [name, value, published, bounds, ...texts] = all(row, "th, td").map(({ textContent }) => textContent);
    return [name, { value, published, bounds, texts }];
  }));
  const leaves = (value: unknown): number =>
    typeof value === "number" ? 1 : Object.values(value ?? {}).reduce((sum, part) => sum + leaves(part), 0);
  assertStrictEquals(shown.size, leaves(PAPER_CALIBRATIONS.supported.parameters));
  assertMatch(shown.get("host.copyBytesPerSecond")!.value, /^1\d\.\d+ MB\/s$/);
  assertStrictEquals(shown.get("network.bandwidthBitsPerSecond")!.value, "1 Gbit/s");
  const peek = shown.get("host.peekSeconds")!;
  assertMatch(peek.published, /^4\d\.\d+ ms$/);
  assertStrictEquals(peek.bounds, "20 µs to 1 ms; as published to 100 ms");
  assertMatch(peek.texts[1], /^Nothing supports more than 1 ms\./);
  assertStrictEquals(shown.get("network.latencySeconds")!.bounds, "not fitted");
  for (const [name, { texts }] of shown) assert(texts.every((text) => text.length > 0), `${name} is explained`);
});

Deno.test("reportHtml states what the paper does not say, and where the bottleneck is", () => {
  const text = page().querySelector("section[aria-labelledby=open]")!.textContent;
  assert(text.includes(PAPER.notGiven));
  assertMatch(text, /13 to 20 MB\/s.*copy rate, not Gigabit Ethernet/s);
});

Deno.test("reportHtml escapes every text", () => {
  const nasty = `<script>alert("1")</script> & <b onclick='x'>`;
  const claim = anyClaim({ says: nasty, test: nasty, unit: nasty });
  const html = reportHtml({ ...anyReproduction([claim]), seed: nasty });
  assertNotMatch(html, /<script|<b /);
  assertStrictEquals(html.match(/&lt;script&gt;alert\(&quot;1&quot;\)/g)!.length, 9);
});

Deno.test("reportHtml depends only on its arguments", () => {
  assertStrictEquals(reportHtml(anyReproduction()), reportHtml(anyReproduction()));
});
