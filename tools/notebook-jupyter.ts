/** Where Jupyter may be: first on PATH, then Debian's, which a Python of one's own may hide. */
const CANDIDATES = [
  ["jupyter", "nbconvert"],
  ["/usr/bin/python3", "-m", "nbconvert"],
  ["python3", "-m", "nbconvert"],
];

/**
 * Finds a Jupyter that can execute notebooks and returns the command that starts its nbconvert.
 *
 * @throws {Error} if there is none
 */
export async function findNbconvert(candidates: readonly string[][] = CANDIDATES): Promise<string[]> {
  for (const candidate of candidates) if (await answers(candidate)) return candidate;
  throw new Error(
    "Cannot execute notebooks: Jupyter's nbconvert must be installed, found none " +
      "(Debian: apt-get install jupyter-nbconvert jupyter-client)",
  );
}

async function answers([program, ...args]: string[]): Promise<boolean> {
  try {
    const command = new Deno.Command(program, {
      args: [...args, "--version"],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    });
    return (await command.output()).success;
  } catch {
    return false;
  }
}
