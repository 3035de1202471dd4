import assert from "node:assert/strict";
import { DOMParser } from "linkedom";
import { escapeText } from "../../lib/text/escape.ts";
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
  assert.equal(root.getAttribute("xmlns"), "http://www.w3.org/2000/svg");
  assert.equal(root.getAttribute("role"), "img");
  // linkedom leaves entities in attributes as they are.
  assert.equal(root.getAttribute("aria-label"), escapeText(figure.description));
  assert.equal(root.getAttribute("fill"), "currentColor");
  assert.equal(root.querySelector("title")!.textContent, figure.title);
  const size = [root.getAttribute("width"), root.getAttribute("height")];
  assert.equal(root.getAttribute("viewBox"), `0 0 ${size.join(" ")}`);
  assert.doesNotMatch(figure.svg, /<rect[^>]*fill="(white|#fff(fff)?)"|background/, "the page shows through");
  assert.doesNotMatch(figure.svg, /NaN|undefined|Infinity/);
  assert.doesNotMatch(figure.svg, /\.\d{3}/, "coordinates are rounded");
  assert.doesNotMatch(figure.svg, / (id|class)="/, "figures on one page must not meet");
  return root;
}

/** Parses XML without any check. */
export function parse(svg: string): SvgElement {
  return new DOMParser().parseFromString(svg, "image/svg+xml") as unknown as SvgElement;
}

/** Fails unless every tag is closed in order and every `&` begins an entity that XML knows. */
export function assertWellFormed(xml: string): void {
  assert.doesNotMatch(xml, /&(?!(amp|lt|gt|quot|#\d+);)/);
  const open: string[] = [];
  for (const [, closes, name, empty] of xml.matchAll(/<(\/?)([a-zA-Z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (closes) assert.equal(open.pop(), name);
    else if (!empty) open.push(name);
  }
  assert.deepEqual(open, []);
  assert.equal(
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
