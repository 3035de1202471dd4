import type { CommandIo } from "./io.ts";
import { oneLine } from "../lib/text/one-line.ts";

/**
 * Writes files into the folder that `--out` names, as the caller sees it, else into one of the project's.
 *
 * @returns the folder, for messages
 * @throws {TypeError} in one line, with nothing left behind, if that cannot be done
 */
export function writeInto(
  io: CommandIo,
  { out, otherwise }: { out: string | undefined; otherwise: string },
  files: ReadonlyMap<string, string>,
): string {
  const folder = out ?? otherwise;
  try {
    io.writeFiles(out === undefined ? otherwise : io.callerPath(out), files);
    return folder;
  } catch (error) {
    const why = whyUnwritable(error);
    throw new TypeError(`Cannot write: --out must be a folder that can be written to, got ${folder} (${why})`);
  }
}

/** Why something could not be written, in a few words. */
export function whyUnwritable(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) return "the permissions given do not cover it; see --help";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.AlreadyExists || error instanceof Deno.errors.NotADirectory) return "it is a file";
  if (error instanceof Deno.errors.IsADirectory) return `a directory stands in the place of ${error.message}`;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC") return "no space left";
  if (code === "EROFS") return "read-only file system";
  return oneLine(error instanceof Error ? error.message : String(error));
}
