/**
 * Ends the processes whose command line names a folder: kernels live in sessions of their own, so one whose Jupyter was
 * killed outlives it.
 */
export async function endLeftovers(folder: string): Promise<void> {
  for (const { pid, command } of await processes()) {
    if (pid === Deno.pid || !command.includes(folder)) continue;
    try {
      Deno.kill(pid, "SIGKILL");
    } catch {
      // It ended on its own meanwhile.
    }
  }
}

async function processes(): Promise<{ pid: number; command: string }[]> {
  return await processesOfLinux() ?? await processesOfPs();
}

/** From /proc, for `ps` is missing from small Debian images. */
async function processesOfLinux(): Promise<{ pid: number; command: string }[] | undefined> {
  if (Deno.build.os !== "linux") return undefined;
  const found = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const command = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    found.push({ pid: Number(name), command });
  }
  return found;
}

async function processesOfPs(): Promise<{ pid: number; command: string }[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,args="] }).output();
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => {
    const [pid] = line.trim().split(" ", 1);
    return { pid: Number(pid), command: line };
  });
}
