import { MeasureError } from "./errors.ts";
import { requirePrograms, runProgram } from "./programs.ts";

const METAPACKAGE = "linux-image-cloud-amd64";

/**
 * The package that a metapackage stands for, from what `apt-cache depends` prints.
 *
 * @example
 * ```ts
 * import { kernelPackage } from "./debian-kernel.ts";
 * const name = kernelPackage("linux-image-cloud-amd64\n  Depends: linux-image-6.1.0-56-cloud-amd64\n");
 * console.assert(name === "linux-image-6.1.0-56-cloud-amd64");
 * ```
 */
export function kernelPackage(dependencies: string): string | undefined {
  return dependencies.match(/^\s*Depends: (linux-image-\d\S*)$/m)?.[1];
}

/**
 * Downloads Debian's cloud kernel, unpacks it without installing it, and returns the path of its image in `folder`.
 *
 * @throws {MeasureError} if this is no Debian or apt fails.
 */
export async function fetchDebianKernel(folder: string, signal?: AbortSignal): Promise<string> {
  const orElse = "or give a Linux image with --kernel";
  try {
    await requirePrograms(["apt-get", "apt-cache", "dpkg-deb"]);
  } catch (error) {
    throw new MeasureError("missing", `the guest's kernel comes from Debian, and ${reason(error)}; ${orElse}`);
  }
  const scratch = await Deno.makeTempDir({ dir: folder, prefix: "fetching-" });
  const run = (name: string, ...args: string[]) => runProgram(name, args, { cwd: scratch, signal });
  try {
    const name = kernelPackage(await run("apt-cache", "depends", METAPACKAGE));
    if (!name) {
      throw new MeasureError("missing", `apt does not know ${METAPACKAGE}`);
    }
    // The user that apt downloads as by default may not write here.
    await run("apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", name);
    const packages = await Array.fromAsync(Deno.readDir(scratch), (entry) => entry.name);
    await run(
      "dpkg-deb",
      "-x",
      packages.find((file) => file.endsWith(".deb"))!,
      "unpacked",
    );
    for await (const { name } of Deno.readDir(`${scratch}/unpacked/boot`)) {
      if (!name.startsWith("vmlinuz-")) continue;
      await Deno.rename(`${scratch}/unpacked/boot/${name}`, `${folder}/${name}`);
      return `${folder}/${name}`;
    }
    throw new MeasureError("failed", `${name} brings no kernel`);
  } catch (error) {
    signal?.throwIfAborted();
    throw new MeasureError(
      "missing",
      `cannot fetch the guest's kernel: ${reason(error)}; try apt-get update, ${orElse}`,
    );
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

function reason(error: unknown): string {
  return (error as Error).message.replace(/^Cannot measure: /, "");
}
