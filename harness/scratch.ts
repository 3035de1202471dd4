import { dirname } from "node:path";

/** What the names of temporary folders begin with. */
const PREFIX = "pageferry-measure-";

/** A folder for one run's sockets; disposing of it removes it. */
export interface Scratch extends AsyncDisposable {
  /** The folder. */
  path: string;
  /** A name that nothing else has, for whatever else belongs to this run. */
  name: string;
}

/**
 * Makes a temporary folder.
 *
 * As long as it is in use it holds a locked file, which the kernel unlocks however this process ends: so
 * {@linkcode removeAbandoned} can tell the folder of a run that was killed from that of one under way.
 *
 * @example
 * ```ts
 * import { makeScratch } from "./scratch.ts";
 * await using scratch = await makeScratch();
 * console.assert(scratch.path.includes("pageferry-measure-") && scratch.name.startsWith("pageferry-"));
 * ```
 */
export async function makeScratch(): Promise<Scratch> {
  const path = await Deno.makeTempDir({ prefix: PREFIX });
  const lock = await Deno.open(`${path}/locking`, { write: true, create: true });
  await lock.lock(true);
  // It gets the name that others look for only when it is locked.
  await Deno.rename(`${path}/locking`, `${path}/lock`);
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
 * Removes what runs that were killed left behind: for each `removeRest` is given the name, then the folder goes.
 *
 * Looks in `folder`, where temporary folders are made by default.
 */
export async function removeAbandoned(removeRest: (name: string) => Promise<void>, folder?: string): Promise<void> {
  const temporary = folder ?? await temporaryFolder();
  for await (const { name } of Deno.readDir(temporary)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = `${temporary}/${name}`;
    // Gone by now, or just being made: not ours to judge.
    const lock = await Deno.open(`${path}/lock`, { write: true }).catch(() => undefined);
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
  return `pageferry-${path.slice(path.lastIndexOf(PREFIX) + PREFIX.length)}`;
}
