/** The same text on one line: a message may quote a file that has several. */
export function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.trim().replace(/[\s\x00-\x1f\x7f\u2028\u2029]+/g, " ");
}
