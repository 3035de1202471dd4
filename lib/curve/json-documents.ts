/**
 * Reads a JSON document, or several of them, one a line.
 *
 * @throws {SyntaxError} the error of `JSON.parse`
 */
export function parseDocuments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.split("\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
  }
}
