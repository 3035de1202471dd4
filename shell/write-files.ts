import { basename, dirname, join } from "@std/path";

const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Replaces files as a unit: all of them or none, and none half-written.
 *
 * Each file is written under a temporary name in the same folder. When all are complete, they are renamed. Signals wait
 * until then.
 *
 * @param files by path, the function that writes the content to a temporary path
 * @throws the system's errors, with nothing left behind
 */
export async function replaceFiles(files: ReadonlyMap<string, (temporary: string) => Promise<void>>): Promise<void> {
  for (const signal of SIGNALS) Deno.addSignalListener(signal, wait);
  const temporary = new Map<string, string>();
  try {
    for (const [target, write] of files) {
      await requireNoFolder(target);
      const path = join(dirname(target), `.${basename(target)}.${crypto.randomUUID()}`);
      temporary.set(path, target);
      await write(path);
    }
    for (const [path, target] of temporary) {
      await Deno.rename(path, target);
      temporary.delete(path);
    }
  } catch (error) {
    for (const path of temporary.keys()) await removeIfThere(path);
    throw error;
  } finally {
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, wait);
  }
}

/**
 * Writes files to a folder, given their content by name: all of them or none. Creates the folder if it is missing.
 *
 * @throws the system's errors, with nothing left behind
 */
export async function writeFiles(folder: string, texts: ReadonlyMap<string, string>): Promise<void> {
  const created = await createFolder(folder);
  try {
    await replaceFiles(
      new Map(Array.from(texts, ([name, text]) => [
        join(folder, name),
        (path: string) => Deno.writeTextFile(path, text, { createNew: true }),
      ])),
    );
  } catch (error) {
    if (created) await removeIfThere(folder);
    throw error;
  }
}

function wait(): void {}

/** Creates a folder; returns whether it was missing. */
async function createFolder(folder: string): Promise<boolean> {
  try {
    if ((await Deno.stat(folder)).isDirectory) return false;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    if (await isLink(folder)) throw new Error("it is a link to a missing folder");
  }
  await Deno.mkdir(folder, { recursive: true });
  return true;
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await Deno.lstat(path)).isSymlink;
  } catch {
    return false;
  }
}

/** A folder with the name of a file would make the renaming fail halfway. */
async function requireNoFolder(target: string): Promise<void> {
  try {
    if (!(await Deno.stat(target)).isDirectory) return;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new Deno.errors.IsADirectory(basename(target));
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch {
    // The file was never written or cannot be removed. Only the first error is reported.
  }
}
