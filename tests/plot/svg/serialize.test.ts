import { assertStrictEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { serializeChildren } from "../../../lib/plot/svg/draw-plot.ts";

function serialized(markup: string): string {
  const { document } = parseHTML(`<svg>${markup}</svg>`) as unknown as {
    document: { querySelector(s: string): unknown };
  };
  return serializeChildren(document.querySelector("svg"));
}

Deno.test("serializeChildren rounds coordinates to two decimals, but not labels", () => {
  assertStrictEquals(
    serialized(`<path d="M1.23456,-0.001L3,4.5" aria-label="1.23456"></path>`),
    `<path d="M1.23,0L3,4.5" aria-label="1.23456"/>`,
  );
});

Deno.test("serializeChildren escapes text and attributes for XML", () => {
  assertStrictEquals(
    serialized(`<text x="&quot;">a &amp; b &lt; c&nbsp;d</text>`),
    `<text x="&quot;">a &amp; b &lt; c\u00a0d</text>`,
  );
});

Deno.test("serializeChildren leaves out style sheets, class names and comments", () => {
  assertStrictEquals(serialized(`<style>a{}</style><!-- c --><g class="x"><rect></rect></g>`), `<g><rect/></g>`);
});
