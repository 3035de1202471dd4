import { fromFileUrl, join } from "@std/path";
import { replaceFiles } from "../shell/write-files.ts";
import { cpioArchive } from "./cpio.ts";
import { MeasureError } from "./errors.ts";
import { fetchDebianKernel } from "./debian-kernel.ts";
import { requirePrograms, runProgram } from "./programs.ts";

/** The files that QEMU boots. */
export interface GuestImage {
  kernelPath: string;
  /** Initial file system. Its only file is the writing program, as `/init`. */
  initramfsPath: string;
}

/** Options of {@linkcode prepareGuest}. */
export interface GuestOptions {
  /** Folder that keeps the built files. Default `out/guest`. */
  folder?: string;
  /** Linux image in place of Debian's cloud kernel. */
  kernelPath?: string;
  signal?: AbortSignal;
}

const SOURCE = new URL("./dirty.c", import.meta.url);
const COMPILER_FLAGS = ["-static", "-O2", "-pthread"];

/**
 * Builds the guest on first use and keeps its files.
 *
 * The name of the initial file system contains a hash of the program's source and flags, so a change of `dirty.c` causes a
 * new build. The kernel is the newest one in the folder. It is not updated when Debian publishes a new one, because all runs
 * of a table need the same kernel.
 *
 * @throws {MeasureError} if a program for the build is missing, or the build fails
 */
export async function prepareGuest(options: GuestOptions = {}): Promise<GuestImage> {
  const folder = options.folder ?? "out/guest";
  await Deno.mkdir(folder, { recursive: true });
  const initramfsPath = await builtInitramfs(folder, options.signal);
  const kernelPath = options.kernelPath ?? await keptKernel(folder) ?? await fetchDebianKernel(folder, options.signal);
  if (!(await Deno.stat(kernelPath).catch(() => undefined))?.isFile) {
    throw new MeasureError("input", `kernel must be a file, got "${kernelPath}"`);
  }
  return { kernelPath, initramfsPath };
}

async function keptKernel(folder: string): Promise<string | undefined> {
  const names = await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
  const kernels = names.filter((name) => name.startsWith("vmlinuz-"));
  const newest = kernels.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  return newest && join(folder, newest);
}

async function builtInitramfs(folder: string, signal?: AbortSignal): Promise<string> {
  const recipe = COMPILER_FLAGS.join(" ") + await Deno.readTextFile(SOURCE);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(recipe)));
  const path = join(folder, `initramfs-${hash.toHex().slice(0, 12)}.cpio`);
  if (await Deno.stat(path).catch(() => undefined)) return path;

  if (Deno.build.arch !== "x86_64") {
    throw new MeasureError("missing", `the guest is built on x86-64 only, this machine is ${Deno.build.arch}`);
  }
  await requirePrograms(["gcc"]);
  const scratch = await Deno.makeTempDir({ dir: folder, prefix: "building-" });
  try {
    const program = join(scratch, "init");
    await runProgram("gcc", [...COMPILER_FLAGS, "-o", program, "-x", "c", fromFileUrl(SOURCE)], { signal });
    const init = { name: "init", mode: 0o100755, content: await Deno.readFile(program) };
    // Another process may already look for the file.
    await replaceFiles(new Map([[path, (temporary) => Deno.writeFile(temporary, cpioArchive([init]))]]));
    return path;
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}
