import { assertEquals, assertNotMatch, assertStrictEquals } from "@std/assert";
import { DOMParser } from "linkedom";
import { escape } from "@std/html";
import type { Chart } from "../../lib/plot.ts";

/** The part of an SVG element that tests read. */
export interface SvgElement {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): SvgElement | null;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}

/** Parses the SVG of a chart and checks the rules for all charts. */
export function parseChart({ title, description, svg }: Chart): SvgElement {
  assertWellFormed(svg);
  const root = parse(svg).querySelector("svg")!;
  assertStrictEquals(root.getAttribute("xmlns"), "http://www.w3.org/2000/svg");
  assertStrictEquals(root.getAttribute("role"), "img");
  // linkedom does not decode entities in attributes.
  assertStrictEquals(root.getAttribute("aria-label"), escape(description));
  assertStrictEquals(root.getAttribute("fill"), "currentColor");
  assertStrictEquals(root.querySelector("title")!.textContent, title);
  const size = [root.getAttribute("width"), root.getAttribute("height")];
  assertStrictEquals(root.getAttribute("viewBox"), `0 0 ${size.join(" ")}`);
  assertNotMatch(svg, /<rect[^>]*fill="(white|#fff(fff)?)"|background/, "the background is transparent");
  assertNotMatch(svg, /NaN|undefined|Infinity/);
  assertNotMatch(svg, /\.\d{3}/, "coordinates are rounded");
  assertNotMatch(svg, / (id|class)="/, "charts on one page must not affect each other");
  return root;
}

/** Parses XML without checks. */
export function parse(svg: string): SvgElement {
  return new DOMParser().parseFromString(svg, "image/svg+xml") as unknown as SvgElement;
}

/** Fails unless every tag is closed in order and every `&` begins an XML entity. */
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

/** All texts in a chart. */
export function texts(element: SvgElement): string[] {
  return all(element, "text").map(({ textContent }) => textContent);
}

/** The panels of a chart with several panels. */
export function panelsOf(root: SvgElement): SvgElement[] {
  return all(root, "svg > g > g").filter((group) => group.querySelector('[aria-label^="y-axis"]') !== null);
}
