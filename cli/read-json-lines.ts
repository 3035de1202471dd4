import type { CommandIo } from "./io.ts";
import { oneLine } from "../lib/text/one-line.ts";
import { fileName, readText } from "./read-json.ts";

/**
 * Reads a file of one JSON document a line; empty lines are skipped.
 *
 * @returns each document with what to call its line in messages
 * @throws {SyntaxError} if a line is not JSON, or the file has none
 */
export async function readJsonLines(io: CommandIo, path: string): Promise<{ where: string; value: unknown }[]> {
  const name = fileName(path);
  const documents: { where: string; value: unknown }[] = [];
  for (const [i, line] of (await readText(io, path)).split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      documents.push({ where: `line ${i + 1}`, value: JSON.parse(line) });
    } catch (error) {
      const why = oneLine((error as Error).message);
      throw new SyntaxError(`Cannot read ${name}: line ${i + 1} must be JSON, got ${why}`);
    }
  }
  if (documents.length === 0) throw new SyntaxError(`Cannot read ${name}: it must have at least one line, got none`);
  return documents;
}
