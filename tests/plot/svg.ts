import { assertEquals, assertNotMatch, assertStrictEquals } from "@std/assert";
import { DOMParser } from "linkedom";
import { escape } from "@std/html";
import type { Chart } from "../../lib/plot.ts";

/** What tests read of an SVG element. */
export interface SvgElement {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): SvgElement | null;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}

/** Parses a figure's SVG and holds what every figure promises against it. */
export function parseFigure(figure: Chart): SvgElement {
  assertWellFormed(figure.svg);
  const root = parse(figure.svg).querySelector("svg")!;
  assertStrictEquals(root.getAttribute("xmlns"), "http://www.w3.org/2000/svg");
  assertStrictEquals(root.getAttribute("role"), "img");
  // linkedom leaves entities in attributes as they are.
  assertStrictEquals(root.getAttribute("aria-label"), escape(figure.description));
  assertStrictEquals(root.getAttribute("fill"), "currentColor");
  assertStrictEquals(root.querySelector("title")!.textContent, figure.title);
  const size = [root.getAttribute("width"), root.getAttribute("height")];
  assertStrictEquals(root.getAttribute("viewBox"), `0 0 ${size.join(" ")}`);
  assertNotMatch(figure.svg, /<rect[^>]*fill="(white|#fff(fff)?)"|background/, "the page shows through");
  assertNotMatch(figure.svg, /NaN|undefined|Infinity/);
  assertNotMatch(figure.svg, /\.\d{3}/, "coordinates are rounded");
  assertNotMatch(figure.svg, / (id|class)="/, "figures on one page must not meet");
  return root;
}

/** Parses XML without any check. */
export function parse(svg: string): SvgElement {
  return new DOMParser().parseFromString(svg, "image/svg+xml") as unknown as SvgElement;
}

/** Fails unless every tag is closed in order and every `&` begins an entity that XML knows. */
export function assertWellFormed(xml: string): void {
  assertNotMatch(xml, /&(?!(amp|lt|gt|quot|#\d+);)/);
  const open: string[] = [];
  for (const [, closes, name, empty] of xml.matchAll(/<(\/?)([a-zA-Z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (closes) assertStrictEquals(open.pop(), name);
    else if (!empty) open.push(name);
  }
  assertEquals(open, []);
  assertStrictEquals(
    xml.match(/</g)!.length,
    Array.from(xml.matchAll(/<\/?[a-zA-Z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g)).length,
  );
}

/** The elements that match, as a list. */
export function all(element: SvgElement, selector: string): SvgElement[] {
  return Array.from(element.querySelectorAll(selector));
}

/** An attribute as a number. */
export function numberOf(element: SvgElement, attribute: string): number {
  return Number(element.getAttribute(attribute));
}

/** Everything that is written in a figure. */
export function texts(element: SvgElement): string[] {
  return all(element, "text").map(({ textContent }) => textContent);
}
