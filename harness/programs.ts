import { MeasureError } from "./errors.ts";

/** Programs that the harness calls, and the Debian packages that contain them. */
export const DEBIAN_PACKAGES: Readonly<Record<string, string>> = {
  "apt-cache": "apt",
  "apt-get": "apt",
  "dpkg-deb": "dpkg",
  gcc: "gcc libc6-dev",
  ip: "iproute2",
  "qemu-system-x86_64": "qemu-system-x86",
  setpriv: "util-linux",
  ss: "iproute2",
  sysctl: "procps",
  tc: "iproute2",
};

/** Options of {@linkcode runProgram}. */
export interface ProgramOptions {
  cwd?: string;
  signal?: AbortSignal;
}

/**
 * Checks that all programs are installed.
 *
 * @throws {MeasureError} naming the first missing program and its Debian packages
 */
export async function requirePrograms(names: string[]): Promise<void> {
  for (const name of names) {
    if (await isInstalled(name)) continue;
    const debian = DEBIAN_PACKAGES[name];
    const hint = debian ? ` (in Debian: apt install ${debian})` : "";
    throw new MeasureError("missing", `${name} is not installed${hint}`);
  }
}

async function isInstalled(name: string): Promise<boolean> {
  // Like a shell: a name with a slash is a file, other names are searched for in PATH.
  const folders = name.includes("/") ? [""] : (Deno.env.get("PATH") ?? "").split(":").map((folder) => `${folder}/`);
  for (const folder of folders) {
    const found = await Deno.stat(folder + name).catch(unlessAbsent);
    if (found?.isFile && ((found.mode ?? 0) & 0o111)) return true;
  }
  return false;
}

/** A missing file means "not installed". A missing permission of Deno is an error. */
function unlessAbsent(error: unknown): undefined {
  if (error instanceof Deno.errors.NotCapable) throw error;
}

/**
 * Runs a program to its end and returns its standard output.
 *
 * @throws {MeasureError} if it fails, with the last lines of its standard error
 */
export async function runProgram(name: string, args: string[], options: ProgramOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  // Detached: Ctrl-C must not reach the program directly, or it would look like a failure.
  const own = { stdin: "null", detached: true, env: { LC_ALL: "C" } } as const;
  const command = new Deno.Command(name, { args, ...options, ...own });
  const { success, code, stdout, stderr } = await command.output();
  // An aborted program has failed too, but the caller knows the reason.
  options.signal?.throwIfAborted();
  const text = new TextDecoder();
  if (success) return text.decode(stdout);
  const said = text.decode(stderr).trim().split("\n").slice(-3).join("\n");
  throw new MeasureError("failed", `${name} ${args.join(" ")} ended with code ${code}: ${said}`);
}
