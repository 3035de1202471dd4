import { MeasureError } from "./errors.ts";

/** Programs the harness calls, each with the Debian packages that bring it. */
export const DEBIAN_PACKAGES: Readonly<Record<string, string>> = {
  "apt-cache": "apt",
  "apt-get": "apt",
  "dpkg-deb": "dpkg",
  gcc: "gcc libc6-dev",
  ip: "iproute2",
  "qemu-system-x86_64": "qemu-system-x86",
  setpriv: "util-linux",
  tc: "iproute2",
};

/** How to run a program to its end. */
export interface ProgramOptions {
  /** Folder to run it in. */
  cwd?: string;
  /** Kills it. */
  signal?: AbortSignal;
}

/**
 * Checks that all programs can be found.
 *
 * @throws {MeasureError} naming the first that cannot, and its Debian packages.
 */
export async function requirePrograms(names: string[]): Promise<void> {
  for (const name of names) {
    if (await isInstalled(name)) continue;
    const debian = DEBIAN_PACKAGES[name];
    throw new MeasureError(
      "missing",
      `${name} is not installed${debian ? ` (in Debian: apt install ${debian})` : ""}`,
    );
  }
}

async function isInstalled(name: string): Promise<boolean> {
  // As the shell does: a name with a slash is a file, any other is looked for in the path.
  const folders = name.includes("/") ? [""] : (Deno.env.get("PATH") ?? "").split(":").map((folder) => `${folder}/`);
  for (const folder of folders) {
    const found = await Deno.stat(folder + name).catch(unlessAbsent);
    if (found?.isFile && ((found.mode ?? 0) & 0o111)) return true;
  }
  return false;
}

/** Nothing there is an answer; a permission that Deno was not given is not. */
function unlessAbsent(error: unknown): undefined {
  if (error instanceof Deno.errors.NotCapable) throw error;
}

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws {MeasureError} if it fails, with the last of what it said.
 */
export async function runProgram(name: string, args: string[], options: ProgramOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  // In a session of its own: on Ctrl-C it is we who stop it, and know why it failed.
  const own = { stdin: "null", detached: true, env: { LC_ALL: "C" } } as const;
  const command = new Deno.Command(name, { args, ...options, ...own });
  const { success, code, stdout, stderr } = await command.output();
  // An aborted program counts as failed too, but the reason is the caller's.
  options.signal?.throwIfAborted();
  const text = new TextDecoder();
  if (success) return text.decode(stdout);
  const said = text.decode(stderr).trim().split("\n").slice(-3).join("\n");
  throw new MeasureError("failed", `${name} ${args.join(" ")} ended with code ${code}: ${said}`);
}
