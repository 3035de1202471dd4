/**
 * Ends the processes whose command line names a folder: kernels live in sessions of their own, so one whose Jupyter was
 * killed outlives it.
 */
export async function endLeftovers(folder: string): Promise<void> {
  for (const pid of await processesNaming(folder)) {
    try {
      Deno.kill(pid, "SIGKILL");
    } catch {
      // It ended on its own meanwhile, as the search itself has.
    }
  }
}

/** On Linux without `pgrep`, which small Debian images lack; elsewhere without /proc. */
async function processesNaming(folder: string): Promise<number[]> {
  const [program, ...args] = Deno.build.os === "linux"
    ? ["sh", "-c", 'grep -laF -- "$1" /proc/[0-9]*/cmdline', "sh", folder]
    : ["pgrep", "-f", folder];
  const { stdout } = await new Deno.Command(program, { args, stdin: "null", stderr: "null" }).output();
  const numbers = new TextDecoder().decode(stdout).match(/\d+/g) ?? [];
  return numbers.map(Number).filter((pid) => pid !== Deno.pid);
}
