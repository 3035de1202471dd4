import { dirname } from "@std/path";
import { replaceFiles } from "../shell/write-files.ts";
import { MeasureError } from "./errors.ts";

/**
 * Checks that lines can be appended to `path`, and creates its folder. Runs take hours, so the check comes first.
 *
 * @throws {MeasureError} if `path` exists and is not a file, or its folder cannot be created
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
 * Appends one line to a file. The file always consists of complete lines, even if the power fails or two processes append
 * at once: the new content is written to another file, which then replaces the old one. Owner and mode stay the same.
 */
export async function appendLine(path: string, line: string): Promise<void> {
  using file = await lockedFile(path);
  const { mode, uid, gid } = await file.stat();
  const target = await Deno.realPath(path);
  const before = await Deno.readTextFile(target);
  const separator = before === "" || before.endsWith("\n") ? "" : "\n";
  const write = async (temporary: string) => {
    await Deno.writeTextFile(temporary, `${before}${separator}${line}\n`, { createNew: true, mode: mode! & 0o7777 });
    using written = await Deno.open(temporary, { write: true });
    await written.sync();
    await Deno.chmod(temporary, mode! & 0o7777);
    // Root keeps the owner of another user's file; other users cannot, and need not.
    await Deno.chown(temporary, uid, gid).catch(() => {});
  };
  await replaceFiles(new Map([[target, write]]));
}

/** Opens the file at `path` and locks it. Starts over if another process replaced the file during the wait. */
async function lockedFile(path: string): Promise<Deno.FsFile> {
  while (true) {
    const file = await Deno.open(path, { read: true, write: true, create: true });
    await file.lock(true);
    const [locked, current] = await Promise.all([file.stat(), Deno.stat(path).catch(() => undefined)]);
    if (locked.ino === current?.ino && locked.dev === current?.dev) return file;
    file.close();
  }
}
