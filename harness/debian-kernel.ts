import { join } from "@std/path";
import { MeasureError } from "./errors.ts";
import { requirePrograms, runProgram } from "./programs.ts";

const METAPACKAGE = "linux-image-cloud-amd64";
const ALTERNATIVE = "or give a Linux image with --kernel";

/**
 * Returns the package that a metapackage depends on, from the output of `apt-cache depends`.
 */
export function kernelPackage(dependencies: string): string | undefined {
  return dependencies.match(/^\s*Depends: (linux-image-\d\S*)$/m)?.[1];
}

/**
 * Downloads Debian's cloud kernel, unpacks it without installing it, and returns the path of its image in `folder`.
 *
 * @throws {MeasureError} if this machine does not run Debian, or apt fails
 */
export async function fetchDebianKernel(folder: string, signal?: AbortSignal): Promise<string> {
  try {
    await requirePrograms(["apt-get", "apt-cache", "dpkg-deb"]);
  } catch (error) {
    throw new MeasureError("missing", `the guest's kernel comes from Debian, and ${reason(error)}; ${ALTERNATIVE}`);
  }
  const scratch = await Deno.makeTempDir({ dir: folder, prefix: "fetching-" });
  try {
    const image = await unpackKernel(scratch, signal);
    const path = join(folder, image);
    await Deno.rename(join(scratch, "unpacked/boot", image), path);
    return path;
  } catch (error) {
    signal?.throwIfAborted();
    const message = `cannot fetch the guest's kernel: ${reason(error)}; try apt-get update, ${ALTERNATIVE}`;
    throw new MeasureError("missing", message);
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

/** Downloads the package into `scratch`, unpacks it to the folder `unpacked`, and returns the name of the image. */
async function unpackKernel(scratch: string, signal?: AbortSignal): Promise<string> {
  const run = (name: string, ...args: string[]) => runProgram(name, args, { cwd: scratch, signal });
  const name = kernelPackage(await run("apt-cache", "depends", METAPACKAGE));
  if (!name) throw new MeasureError("missing", `apt does not know ${METAPACKAGE}`);
  // As root: apt's own user may not write to the folder.
  await run("apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", name);
  const files = await namesIn(scratch);
  await run("dpkg-deb", "-x", files.find((file) => file.endsWith(".deb"))!, "unpacked");
  const image = (await namesIn(join(scratch, "unpacked/boot"))).find((file) => file.startsWith("vmlinuz-"));
  if (!image) throw new MeasureError("failed", `${name} contains no kernel`);
  return image;
}

function namesIn(folder: string): Promise<string[]> {
  return Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
}

function reason(error: unknown): string {
  return (error as Error).message.replace(/^Cannot measure: /, "");
}
