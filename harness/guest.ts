import { fileURLToPath } from "node:url";
import { cpioArchive } from "./cpio.ts";
import { MeasureError } from "./errors.ts";
import { fetchDebianKernel } from "./debian-kernel.ts";
import { requirePrograms, runProgram } from "./programs.ts";

/** What QEMU boots. */
export interface GuestImage {
  /** Linux image. */
  kernelPath: string;
  /** First file system: the dirtying program as `/init` and nothing else. */
  initramfsPath: string;
}

/** Where the guest comes from. */
export interface GuestOptions {
  /** Folder that keeps what was built; `out/guest` by default. */
  folder?: string;
  /** Linux image to use instead of Debian's cloud kernel. */
  kernelPath?: string;
  /** Ends building it. */
  signal?: AbortSignal;
}

const SOURCE = new URL("./dirty.c", import.meta.url);
const COMPILER_FLAGS = ["-static", "-O2"];

/**
 * The guest, built on first use and kept afterwards.
 *
 * The program is keyed by a hash of its source and flags, so changing `guest/dirty.c` builds it anew; the kernel is the newest
 * that the folder has, so a table is not measured with two kernels because Debian published one overnight.
 *
 * @throws {MeasureError} if something needed to build it is missing or fails.
 */
export async function prepareGuest(options: GuestOptions = {}): Promise<GuestImage> {
  const folder = options.folder ?? "out/guest";
  await Deno.mkdir(folder, { recursive: true });
  const initramfsPath = await builtInitramfs(folder, options.signal);
  const kernelPath = options.kernelPath ?? await keptKernel(folder) ??
    await fetchDebianKernel(folder, options.signal);
  if (!(await Deno.stat(kernelPath).catch(() => undefined))?.isFile) {
    throw new MeasureError("input", `kernel must be a file, got "${kernelPath}"`);
  }
  return { kernelPath, initramfsPath };
}

async function keptKernel(folder: string): Promise<string | undefined> {
  const names = await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
  const kernels = names.filter((name) => name.startsWith("vmlinuz-"));
  const newest = kernels.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  return newest && `${folder}/${newest}`;
}

async function builtInitramfs(folder: string, signal?: AbortSignal): Promise<string> {
  const recipe = COMPILER_FLAGS.join(" ") + await Deno.readTextFile(SOURCE);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(recipe)));
  const path = `${folder}/initramfs-${hash.toHex().slice(0, 12)}.cpio`;
  if (await Deno.stat(path).catch(() => undefined)) return path;

  if (Deno.build.arch !== "x86_64") {
    throw new MeasureError("missing", `the guest is built on x86-64 only, this machine is ${Deno.build.arch}`);
  }
  await requirePrograms(["gcc"]);
  const scratch = await Deno.makeTempDir({ dir: folder, prefix: "building-" });
  try {
    const program = `${scratch}/init`;
    await runProgram("gcc", [...COMPILER_FLAGS, "-o", program, "-x", "c", fileURLToPath(SOURCE)], { signal });
    const init = { name: "init", mode: 0o100755, content: await Deno.readFile(program) };
    await Deno.writeFile(`${scratch}/initramfs`, cpioArchive([init]));
    // Renamed when whole, so that whoever finds it can use it.
    await Deno.rename(`${scratch}/initramfs`, path);
    return path;
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}
