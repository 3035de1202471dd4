import { firstAnswering } from "./first-answering.ts";

/** What the machine is, as far as it decides how Jupyter gets there. */
export interface Machine {
  /** `Deno.build.os`. */
  os: string;
  /** The text of `/etc/os-release`; empty where there is none. */
  release: string;
  /** Whether this user may install packages. */
  root: boolean;
}

/**
 * Finds a Jupyter that opens notebooks, Lab before Notebook, and returns the command that starts it.
 *
 * @param program the Jupyter that the user wants; default: the one on PATH, or else Debian's, which a Python of one's own
 *   may hide
 * @throws {Error} if there is none; it says by which command one gets it
 */
export async function findJupyterServer(
  program: string | undefined,
  machine: Machine = thisMachine(),
  candidates: readonly string[][] = candidatesOf(program),
): Promise<string[]> {
  const found = await firstAnswering(candidates);
  if (found !== undefined) return found;
  if (program) {
    throw new Error(`Cannot open notebooks: JUPYTER must be a Jupyter that has Lab or Notebook, got ${program}`);
  }
  throw new Error(`Cannot open notebooks: Jupyter must be installed, found none; get it with: ${remedyFor(machine)}`);
}

function candidatesOf(program: string | undefined): string[][] {
  if (program) return [[program, "lab"], [program, "notebook"]];
  return [
    ["jupyter", "lab"],
    ["jupyter", "notebook"],
    ["python3", "-m", "jupyterlab"],
    ["python3", "-m", "notebook"],
    ["/usr/bin/python3", "-m", "notebook"],
  ];
}

function remedyFor({ os, release, root }: Machine): string {
  if (os !== "linux" || !/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)) return "pip install notebook";
  return `${root ? "" : "sudo "}apt-get install jupyter-notebook`;
}

function thisMachine(): Machine {
  let release = "";
  try {
    release = Deno.readTextFileSync("/etc/os-release");
  } catch {
    // Not a Linux that says what it is.
  }
  return { os: Deno.build.os, release, root: Deno.uid() === 0 };
}
