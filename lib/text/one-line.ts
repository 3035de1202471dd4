/**
 * The text on one line, without characters that control a terminal: an error message may quote a file. Control characters
 * (C0 and C1) and the marks that change the direction of text become spaces.
 */
export function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex
  const controls = /[\s\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;
  return text.replace(controls, " ").trim();
}
