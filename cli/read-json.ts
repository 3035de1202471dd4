import type { CommandIo } from "./io.ts";
import { oneLine } from "../lib/text/one-line.ts";

/**
 * Reads one JSON document from a file, or from standard input for `"-"`.
 *
 * @throws {TypeError} if the file cannot be read
 * @throws {SyntaxError} if it is not JSON
 */
export async function readJson(io: CommandIo, path: string): Promise<unknown> {
  const text = await readText(io, path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read ${fileName(path)}: it must be JSON, got ${oneLine((error as Error).message)}`);
  }
}

/**
 * Reads a text that holds anything at all. A byte order mark at its start is no harm.
 *
 * @throws {TypeError} if the file cannot be read
 * @throws {SyntaxError} if it is empty
 */
export async function readText(io: CommandIo, path: string): Promise<string> {
  const name = fileName(path);
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(path);
  } catch (error) {
    throw new TypeError(`Cannot read ${name}: it must be a file that can be read, got ${whyUnreadable(error)}`);
  }
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === "") throw new SyntaxError(`Cannot read ${name}: it must be JSON, got an empty file`);
  return text;
}

/** What to call a file in a message. */
export function fileName(path: string): string {
  return path === "-" ? "standard input" : path;
}

/**
 * Runs a check of what a file holds, and puts the file's name into what it complains of: "Cannot read scenario: …"
 * becomes "Cannot read scenario from FILE: …".
 */
export function checkedFrom<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replace(/^(Cannot [^:]*)/, `$1 from ${fileName(path)}`);
    throw error;
  }
}

function whyUnreadable(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "no such file";
  if (error instanceof Deno.errors.NotCapable) return "one that the permissions given do not cover";
  if (error instanceof Deno.errors.PermissionDenied) return "one without permission to read it";
  if (error instanceof Deno.errors.IsADirectory) return "a directory";
  if (error instanceof Deno.errors.NotADirectory) return "a path through something that is no directory";
  return oneLine(error instanceof Error ? error.message : String(error));
}
