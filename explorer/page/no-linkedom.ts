/** Replaces linkedom in the explorer's page, where charts are drawn with the document of the browser. */
export function parseHTML(): never {
  throw new TypeError("Cannot draw: charts in a browser need the option document");
}
