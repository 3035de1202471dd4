/** The text on one line; an error message may quote a file with several. */
export function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.trim().replace(/[\s\x00-\x1f\x7f\u2028\u2029]+/g, " ");
}
