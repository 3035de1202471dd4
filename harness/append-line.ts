import { basename, dirname } from "node:path";
import { MeasureError } from "./errors.ts";

/**
 * Checks, before hours of measuring, that a table can be written to `path`, and makes its folder.
 *
 * @throws {MeasureError} if something that is not a file is in the way.
 */
export async function requireTable(path: string): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    if ((await Deno.stat(path)).isFile) return;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof Deno.errors.NotCapable) throw error;
  }
  throw new MeasureError("input", `--out must be a file that can be written, got "${path}"`);
}

/**
 * Adds one line to a file, which always holds whole lines only, even if the power fails or two processes add at once.
 *
 * The new content is written beside the file and takes its place when whole; owner and mode stay.
 *
 * @example
 * ```ts
 * import { appendLine } from "./append-line.ts";
 * const path = await Deno.makeTempFile();
 * await appendLine(path, "one");
 * await appendLine(path, "two");
 * console.assert(await Deno.readTextFile(path) === "one\ntwo\n");
 * await Deno.remove(path);
 * ```
 */
export async function appendLine(path: string, line: string): Promise<void> {
  using file = await lockedFile(path);
  const { mode, uid, gid } = await file.stat();
  const target = await Deno.realPath(path);
  const before = await Deno.readTextFile(target);
  const separator = before === "" || before.endsWith("\n") ? "" : "\n";
  const next = await Deno.makeTempFile({ dir: dirname(target), prefix: `.${basename(target)}-` });
  try {
    await Deno.writeTextFile(next, `${before}${separator}${line}\n`);
    using written = await Deno.open(next, { write: true });
    await written.sync();
    await Deno.chmod(next, mode! & 0o7777);
    // A table that belongs to someone else stays theirs when root adds to it.
    await Deno.chown(next, uid, gid).catch(() => {});
    await Deno.rename(next, target);
  } catch (error) {
    await Deno.remove(next).catch(() => {});
    throw error;
  }
}

/** The file that stands at `path` now, locked: while we waited for the lock another process may have replaced it. */
async function lockedFile(path: string): Promise<Deno.FsFile> {
  while (true) {
    const file = await Deno.open(path, { read: true, write: true, create: true });
    await file.lock(true);
    const [ours, theirs] = await Promise.all([file.stat(), Deno.stat(path).catch(() => undefined)]);
    if (ours.ino === theirs?.ino && ours.dev === theirs?.dev) return file;
    file.close();
  }
}
