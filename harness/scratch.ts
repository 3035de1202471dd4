import { basename, dirname, join } from "@std/path";

/** Prefix of the names of temporary folders. */
const PREFIX = "pageferry-measure-";
const LOCK = "lock";

/** A temporary folder for the sockets of one run. Disposing of it removes it. */
export interface Scratch extends AsyncDisposable {
  path: string;
  /** A unique name for other resources of the run. */
  name: string;
}

/**
 * Creates a temporary folder.
 *
 * A locked file in it marks it as in use. The kernel removes the lock when the process ends for any reason, so
 * {@linkcode removeAbandoned} finds the folders of runs that were killed.
 */
export async function makeScratch(): Promise<Scratch> {
  const path = await Deno.makeTempDir({ prefix: PREFIX });
  const lock = await Deno.open(join(path, "locking"), { write: true, create: true });
  await lock.lock(true);
  // Renamed after it is locked: other processes look for the file "lock".
  await Deno.rename(join(path, "locking"), join(path, LOCK));
  return {
    path,
    name: nameOf(path),
    async [Symbol.asyncDispose]() {
      await Deno.remove(path, { recursive: true });
      lock.close();
    },
  };
}

/**
 * Removes the folders of runs that were killed, after `removeRest` has removed the other resources of each name.
 *
 * @param folder where to look; default: the folder of temporary files
 */
export async function removeAbandoned(removeRest: (name: string) => Promise<void>, folder?: string): Promise<void> {
  const temporary = folder ?? await temporaryFolder();
  for await (const { name } of Deno.readDir(temporary)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(temporary, name);
    // Without a lock, the folder was just removed or is being created.
    const lock = await Deno.open(join(path, LOCK), { write: true }).catch(() => undefined);
    if (!lock) continue;
    using _ = lock;
    if (!await lock.tryLock(true)) continue;
    await removeRest(nameOf(path));
    await Deno.remove(path, { recursive: true }).catch(() => {});
  }
}

async function temporaryFolder(): Promise<string> {
  const probe = await Deno.makeTempDir();
  await Deno.remove(probe);
  return dirname(probe);
}

function nameOf(path: string): string {
  return `pageferry-${basename(path).slice(PREFIX.length)}`;
}
