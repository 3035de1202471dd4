import { basename, dirname } from "@std/path";
import { oneLine } from "../lib/text/one-line.ts";
import type { CommandIo } from "./io.ts";

/**
 * Writes files into the folder that the caller named with `--out`, or into a folder of the project.
 *
 * @returns the folder, for messages
 * @throws {TypeError} in one line, with nothing left behind, if the files cannot be written
 */
export async function writeInto(
  io: CommandIo,
  { out, otherwise }: { out: string | undefined; otherwise: string },
  files: ReadonlyMap<string, string>,
): Promise<string> {
  const folder = out ?? otherwise;
  try {
    await io.writeFiles(out === undefined ? otherwise : io.callerPath(out), files);
    return folder;
  } catch (error) {
    throw new TypeError(`Cannot write to ${folder}: ${whyUnwritable(error)}`);
  }
}

/**
 * Writes text to the file that the caller named with a flag, or to a file of the project.
 *
 * @returns the real path
 * @throws {TypeError} in one line, with nothing left behind, if the file cannot be written
 */
export async function writeFile(
  io: CommandIo,
  { out, otherwise = "" }: { out: string | undefined; otherwise?: string },
  text: string,
): Promise<string> {
  const path = out === undefined ? otherwise : io.callerPath(out);
  try {
    await io.writeFiles(dirname(path), new Map([[basename(path), text]]));
    return path;
  } catch (error) {
    throw new TypeError(`Cannot write ${out ?? otherwise}: ${whyUnwritable(error)}`);
  }
}

/** Why something could not be written, in a few words. */
export function whyUnwritable(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) return "the permissions given do not cover it; see --help";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.AlreadyExists || error instanceof Deno.errors.NotADirectory) return "it is a file";
  if (error instanceof Deno.errors.IsADirectory) return `${error.message} is a directory`;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC") return "no space left";
  if (code === "EROFS") return "read-only file system";
  return oneLine(error instanceof Error ? error.message : String(error));
}
