/** Replaces linkedom in the explorer's page, where charts are drawn with the browser's document. */
export function parseHTML(): never {
  throw new TypeError("Cannot draw: charts in a browser need the option document");
}
