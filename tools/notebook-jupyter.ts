import { firstAnswering } from "./first-answering.ts";

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
  const found = await firstAnswering(candidates);
  if (found !== undefined) return found;
  throw new Error(
    "Cannot execute notebooks: Jupyter's nbconvert must be installed, found none " +
      "(Debian: apt-get install jupyter-nbconvert jupyter-client)",
  );
}
