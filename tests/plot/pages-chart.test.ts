import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { assertThrowsWith } from "../errors.ts";
import { add, createBitmap } from "../../lib/bitmap.ts";
import { PAGE_COLORS, pagesChart } from "../../lib/plot.ts";
import { anyFilm } from "./films.ts";
import { all, parseChart, texts } from "./svg.ts";

const bitmap = createBitmap(256);
for (const page of [0, 17, 255]) add(bitmap, page);

/** The squares of one color in the order drawn: their upper left corners. The first is the legend's. */
function squares(root: ReturnType<typeof parseChart>, fill: string): string[] {
  return all(root, "path").filter((path) => path.getAttribute("fill") === fill)
    .flatMap((path) => path.getAttribute("d")!.split("z").filter(Boolean).map((box) => box.slice(1).split("h")[0]));
}

Deno.test("pagesChart draws the pages of a bitmap row by row, dirty ones filled and clean ones hollow", () => {
  const figure = pagesChart({ bitmap, pages: 256, caption: "after round 1" });
  const root = parseChart(figure);
  const [, first, second, last] = squares(root, PAGE_COLORS.dirty).map((corner) => corner.split(" ").map(Number));
  assertEquals([second[0] - first[0], second[1] - first[1]], [20, 20], "page 17 is in row 2, column 2");
  assertEquals([last[0] - first[0], last[1] - first[1]], [300, 300], "page 255 is the last of 16 x 16");
  assertStrictEquals(squares(root, "none").length, 1 + 253);
  assertStrictEquals(figure.description, "Dirty pages. After round 1: 3 of 256 dirty.");
  const written = texts(root);
  for (const text of ["clean", "dirty", "after round 1", "3 of 256 dirty"]) assert(written.includes(text), text);
});

Deno.test("pagesChart places grids side by side and wraps on a narrow screen", () => {
  const grids = [1, 2, 3].map((round) => ({ bitmap, pages: 256, caption: `after round ${round}` }));
  const tops = (width: number) =>
    Array.from(
      pagesChart(grids, { width }).svg.matchAll(/translate\(\d+,(\d+)\)"><text[^>]*>after round/g),
      ([_, top]) => top,
    );
  assertStrictEquals(tops(720).length, 3);
  assertStrictEquals(new Set(tops(720)).size, 1);
  assertStrictEquals(new Set(tops(360)).size, 2);
});

Deno.test("pagesChart fills the cells of a film by their shares and marks the states", () => {
  const shot = anyFilm({ engine: "post-copy" });
  const figure = pagesChart([30, 120, 239].map((frame) => ({ film: shot, frame })));
  const root = parseChart(figure);
  const written = texts(root);
  assert(written.includes("up to date at the destination"));
  assert(written.includes("awaited by the guest"));
  assert(!written.some((text) => text.startsWith("stale")));
  assertMatch(figure.description, /100 % up to date\.$/);
  assertMatch(figure.svg, /stroke-width="1.5"/, "a slash in each awaited square");
  assert(written.some((text) => text.startsWith("One square is 16 pages (64 KiB)")));
  assert(figure.svg.length < 60_000);
});

Deno.test("pagesChart draws thousands of cells without marks", () => {
  const shot = anyFilm({ engine: "three-stage" }, { cells: 4096, frames: 20 });
  for (const width of [360, 720]) {
    const figure = pagesChart({ film: shot, frame: 10 }, { width });
    parseChart(figure);
    assert(figure.svg.length < 160_000);
  }
});

Deno.test("pagesChart takes a number of columns", () => {
  const root = parseChart(pagesChart({ bitmap, pages: 256 }, { columns: 32 }));
  const corners = squares(root, PAGE_COLORS.dirty).map((corner) => corner.split(" ").map(Number));
  assertStrictEquals(corners[2][1], corners[1][1], "page 17 is in the first row");
});

Deno.test("pagesChart rejects bad grids in one line", () => {
  const shot = anyFilm({ engine: "post-copy" });
  const cases: [() => unknown, string, RegExp][] = [
    [() => pagesChart([]), "RangeError", /^Cannot draw pagesChart: grids must not be empty$/],
    [
      () => pagesChart({} as never),
      "TypeError",
      /^Cannot draw pagesChart: each grid must have a bitmap or a film, got \{\}$/,
    ],
    [
      () => pagesChart({ bitmap, pages: 257 }),
      "RangeError",
      /^Cannot draw pagesChart: pages must be a whole number from 1 to 256, got 257$/,
    ],
    [
      () => pagesChart({ bitmap, pages: 256 }, { columns: 0 }),
      "RangeError",
      /^Cannot draw pagesChart: columns must be a whole number above 0, got 0$/,
    ],
    [
      () => pagesChart({ film: {} as never, frame: 0 }),
      "TypeError",
      /^Cannot draw pagesChart: film must come from film\(\), got \{\}$/,
    ],
    [
      () => pagesChart({ film: shot } as never),
      "TypeError",
      /^Cannot draw pagesChart: frame must be a whole number from 0 to 239, got nothing$/,
    ],
    [
      () => pagesChart({ film: shot, frame: 240 }),
      "RangeError",
      /^Cannot draw pagesChart: frame must be a whole number from 0 to 239, got 240$/,
    ],
    [
      () => pagesChart(shot as never),
      "TypeError",
      /: each grid must have a bitmap or a film, got a film \(did you mean \{ film, frame: 0 \}\?\)$/,
    ],
    ...[5, null].flatMap((caption): [() => unknown, string, RegExp][] => [
      [
        () => pagesChart({ bitmap, pages: 256, caption: caption as never }),
        "TypeError",
        new RegExp(`^Cannot draw pagesChart: caption must be a string, got ${caption}$`),
      ],
      [
        () => pagesChart({ film: shot, frame: 0, caption: caption as never }),
        "TypeError",
        new RegExp(`^Cannot draw pagesChart: caption must be a string, got ${caption}$`),
      ],
    ]),
  ];
  for (const [draw, name, message] of cases) assertThrowsWith(draw, { name, message });
});
