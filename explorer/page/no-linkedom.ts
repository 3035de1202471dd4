/** Stands in for linkedom in the explorer's page, where figures are drawn with the browser's own document. */
export function parseHTML(): never {
  throw new TypeError("Cannot draw: document must be given in a browser, got nothing");
}
