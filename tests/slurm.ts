import { fromFileUrl } from "@std/path";

const SCRIPT = fromFileUrl(new URL("../tools/slurm.sh", import.meta.url));

/** Whether Debian's slurm-wlm and munge are installed. */
const INSTALLED = ["slurmctld", "slurmd", "munged", "sbatch"].every((program) =>
  `${Deno.env.get("PATH")}:/usr/sbin`.split(":").some((folder) => isFile(`${folder}/${program}`))
);

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** A running Slurm of one node. */
export interface Cluster {
  /** The folder with everything that belongs to it. */
  folder: string;
  /** The environment in which `sbatch` and `squeue` use it. */
  env: Record<string, string>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** Declares a test that uses a real Slurm. It is ignored if Slurm is not installed. */
export function slurmTest(name: string, fn: (cluster: Cluster) => Promise<void>): void {
  Deno.test({
    name: INSTALLED ? name : `${name} (ignored: needs Slurm, apt-get install slurm-wlm munge)`,
    ignore: !INSTALLED,
    fn: async () => {
      const cluster = await startSlurm();
      try {
        await fn(cluster);
      } finally {
        await cluster.stop();
      }
    },
  });
}

async function startSlurm(): Promise<Cluster> {
  const folder = await Deno.makeTempDir({ prefix: "pageferry-slurm-" });
  const config = await output(SCRIPT, ["start", folder]);
  let running = true;
  return {
    folder,
    env: { SLURM_CONF: config },
    stop: async () => {
      if (running) await output(SCRIPT, ["stop", folder]);
      running = false;
    },
  };
}

/** Runs a program and returns its standard output without the newline at the end. */
export async function output(program: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  // The daemons keep the script's standard error open, so it is not read.
  const { success, stdout } = await new Deno.Command(program, { args, env, stderr: "inherit" }).output();
  if (!success) throw new Error(`${program} ${args.join(" ")} failed`);
  return new TextDecoder().decode(stdout).trimEnd();
}
