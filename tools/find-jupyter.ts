/** The properties of a machine that decide how Jupyter is installed on it. */
export interface Machine {
  /** `Deno.build.os`. */
  os: string;
  /** The text of `/etc/os-release`; empty if the file does not exist. */
  release: string;
  /** Whether this user may install packages. */
  root: boolean;
}

/** Options of {@linkcode findJupyterServer}. */
export interface FindJupyterOptions {
  /** Jupyter to use. Default: the one on PATH, or Debian's, which another Python may hide. */
  program?: string;
  /** Default: this machine. */
  machine?: Machine;
  /** Commands to try. */
  candidates?: readonly string[][];
}

/**
 * Finds a Jupyter that opens notebooks, Lab before Notebook, and returns the command that starts it.
 *
 * @throws {Error} if there is none; the message has the command that installs it
 */
export async function findJupyterServer(options: FindJupyterOptions = {}): Promise<string[]> {
  const { program, candidates = serverCandidates(program), machine = thisMachine() } = options;
  const found = await firstAnswering(candidates);
  if (found !== undefined) return found;
  if (program) {
    throw new Error(`Cannot open notebooks: JUPYTER must be a Jupyter that has Lab or Notebook, got ${program}`);
  }
  throw new Error(`Cannot open notebooks: Jupyter is not installed; install it with: ${installCommand(machine)}`);
}

function serverCandidates(program: string | undefined): string[][] {
  if (program) return [[program, "lab"], [program, "notebook"]];
  return [
    ["jupyter", "lab"],
    ["jupyter", "notebook"],
    ["python3", "-m", "jupyterlab"],
    ["python3", "-m", "notebook"],
    ["/usr/bin/python3", "-m", "notebook"],
  ];
}

function installCommand({ os, release, root }: Machine): string {
  if (os !== "linux" || !/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)) return "pip install notebook";
  return `${root ? "" : "sudo "}apt-get install jupyter-notebook`;
}

function thisMachine(): Machine {
  let release = "";
  try {
    release = Deno.readTextFileSync("/etc/os-release");
  } catch {
    // Not every system has the file.
  }
  return { os: Deno.build.os, release, root: Deno.uid() === 0 };
}

/** Commands that start nbconvert: the one on PATH, or Debian's, which another Python may hide. */
const NBCONVERT = [
  ["jupyter", "nbconvert"],
  ["/usr/bin/python3", "-m", "nbconvert"],
  ["python3", "-m", "nbconvert"],
];

/**
 * Finds a Jupyter that executes notebooks and returns the command that starts its nbconvert.
 *
 * @throws {Error} if there is none
 */
export async function findNbconvert(candidates: readonly string[][] = NBCONVERT): Promise<string[]> {
  const found = await firstAnswering(candidates);
  if (found !== undefined) return found;
  throw new Error(
    "Cannot execute notebooks: Jupyter's nbconvert is not installed " +
      "(Debian: apt-get install jupyter-nbconvert jupyter-client)",
  );
}

/** Returns the first command that answers `--version`; `undefined` if none does. */
export async function firstAnswering(commands: readonly string[][]): Promise<string[] | undefined> {
  for (const command of commands) if (await succeeds([...command, "--version"])) return command;
}

/** Runs a command without output. Returns whether it exists and succeeds. */
export async function succeeds([program, ...args]: readonly string[]): Promise<boolean> {
  try {
    const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
    return (await new Deno.Command(program, { args, ...quiet }).output()).success;
  } catch {
    return false;
  }
}
