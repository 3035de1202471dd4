import { basename, join } from "node:path";

const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Puts texts by file name into a folder, made if it is missing: all of them or none, and none half-written.
 *
 * Each text goes to a temporary file in the same folder first; once all are complete they take their names. Ctrl-C waits
 * until then, for that takes milliseconds.
 *
 * @throws what the system says, with nothing left behind
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const signal of SIGNALS) Deno.addSignalListener(signal, wait);
  const temporary = new Map<string, string>();
  const madeFolder = makeFolder(folder);
  try {
    for (const [name, text] of files) {
      const target = join(folder, name);
      requireNoFolder(target);
      const path = join(folder, `.${name}.${crypto.randomUUID()}`);
      temporary.set(path, target);
      Deno.writeTextFileSync(path, text, { createNew: true });
    }
    for (const [path, target] of temporary) {
      Deno.renameSync(path, target);
      temporary.delete(path);
    }
  } catch (error) {
    for (const path of temporary.keys()) removeIfThere(path);
    if (madeFolder) removeIfThere(folder);
    throw error;
  } finally {
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, wait);
  }
}

function wait(): void {}

/** Makes the folder; returns whether it was missing. */
function makeFolder(folder: string): boolean {
  try {
    if (Deno.statSync(folder).isDirectory) return false;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  Deno.mkdirSync(folder, { recursive: true });
  return true;
}

/** A folder in a file's place would stop the renaming half-way. */
function requireNoFolder(target: string): void {
  try {
    if (!Deno.statSync(target).isDirectory) return;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new Deno.errors.IsADirectory(basename(target));
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // Never made, or no longer ours to remove: the error that brought us here is the one to tell.
  }
}
