import { parse as parseJsonc } from "@std/jsonc";
import { TextLineStream, toText } from "@std/streams";
import { oneLine } from "../lib/text/one-line.ts";
import type { CommandIo } from "./io.ts";

/**
 * Reads one JSON document from a file, or from standard input for `"-"`. Comments and trailing commas are allowed.
 *
 * @throws {TypeError} if the file cannot be read
 * @throws {SyntaxError} if it is empty or not JSON, or an object has a key twice
 */
export async function readJson(io: CommandIo, path: string): Promise<unknown> {
  const text = await readText(io, path);
  if (text.trim() === "") throw new SyntaxError(`Cannot read ${fileName(path)}: the file is empty`);
  const value = parsed(text, path);
  const doubled = doubledKey(text);
  if (doubled !== null) {
    const { key, position } = doubled;
    throw new SyntaxError(`Cannot read ${fileName(path)}: ${key} is given twice (${placeOf(text, position)})`);
  }
  return value;
}

/** Reads the text of a file, or of standard input for `"-"`. Throws as `readJson` does. */
export async function readText(io: CommandIo, path: string): Promise<string> {
  return withoutMark(await reading(io, path, toText));
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not plain JSON: comments are rare, and this parser is slow.
  }
  try {
    return parseJsonc(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read ${fileName(path)}: it is not JSON: ${whyNotJson(error as Error, text)}`);
  }
}

/** Strings, comments, and the characters that structure a valid document. */
const TOKEN = /"(?:[^"\\]+|\\.)*"|\/\/.*|\/\*[^]*?\*\/|[{}[\]:]/g;

/** The first key that occurs twice in an object of a valid document: parsers keep the last value and drop the others. */
function doubledKey(text: string): { key: string; position: number } | null {
  /** The keys of each object around the current position; `null` for a list. */
  const open: (Set<string> | null)[] = [];
  let last: RegExpExecArray | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    if (token.startsWith("/")) continue;
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const [key] = last!;
      const name = JSON.parse(key);
      if (open.at(-1)!.has(name)) return { key, position: last!.index };
      open.at(-1)!.add(name);
    }
    last = match;
  }
  return null;
}

/** A position of a text as line and column. */
function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split("\n");
  return `line ${before.length} column ${before.at(-1)!.length + 1}`;
}

/**
 * Reads a file with one JSON document on each line. Empty lines are skipped.
 *
 * @returns the documents, each with the name of its line for messages
 * @throws {TypeError} if the file cannot be read
 * @throws {SyntaxError} if a line is not JSON, or there are none
 */
export async function readJsonLines(io: CommandIo, path: string): Promise<{ where: string; value: unknown }[]> {
  const documents: { where: string; value: unknown }[] = [];
  const lines = await reading(
    io,
    path,
    (bytes) => Array.fromAsync(bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())),
  );
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    try {
      documents.push({ where: `line ${i + 1}`, value: JSON.parse(line) });
    } catch (error) {
      const why = oneLine((error as Error).message);
      throw new SyntaxError(`Cannot read ${fileName(path)}: line ${i + 1} is not JSON: ${why}`);
    }
  }
  if (documents.length === 0) throw new SyntaxError(`Cannot read ${fileName(path)}: the file is empty`);
  return documents;
}

/** Adds the file's name to the message of an error: "Cannot read scenario: …" becomes "Cannot read scenario from FILE: …". */
export function checkedFrom<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replace(/^(Cannot [^:]*)/, `$1 from ${fileName(path)}`);
    throw error;
  }
}

async function reading<T>(
  io: CommandIo,
  path: string,
  read: (bytes: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<T>,
): Promise<T> {
  try {
    return await read(await io.openFile(path) as ReadableStream<Uint8Array<ArrayBuffer>>);
  } catch (error) {
    throw new TypeError(`Cannot read ${fileName(path)}: ${whyUnreadable(error)}`);
  }
}

/** Removes the byte order mark that some editors put at the start. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, "");
}

function fileName(path: string): string {
  return path === "-" ? "standard input" : path;
}

/** Why something could not be read, in a few words. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "no such file";
  if (error instanceof Deno.errors.NotCapable) return "the permissions given do not cover it";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.IsADirectory) return "it is a directory";
  if (error instanceof Deno.errors.NotADirectory) return "a part of the path is not a directory";
  return oneLine(error instanceof Error ? error.message : String(error));
}

/** The parser's message, with a line and a column in place of its position. */
function whyNotJson({ message }: Error, text: string): string {
  const why = message.replace(/^Cannot parse JSONC: /, "").replace(/ (in|of) JSONC( input)?/, "");
  const [reason, position = text.trimEnd().length] = why.split(" at position ");
  return oneLine(`${reason} (${placeOf(text, Number(position))})`);
}
