import { join } from "node:path";

/**
 * Signs the project's notebooks, so that Jupyter shows their committed figures before anything has been run: drawings in
 * notebooks of strangers are taken apart to bare text.
 *
 * The signatures lie in `data`, beside the project's kernelspec; the user's own are not touched.
 *
 * @param server the command that starts Jupyter
 * @param notebooks folder of the notebooks
 * @param data where key and signatures go
 * @returns the flags with which Jupyter knows the signatures; none where signing failed, and the notebooks still open
 */
export async function trustNotebooks(server: readonly string[], notebooks: string, data: string): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(notebooks), ({ name }) => name);
  const paths = names.filter((name) => name.endsWith(".ipynb")).map((name) => join(notebooks, name));
  const flags = [
    `--NotebookNotary.db_file=${join(data, "nbsignatures.db")}`,
    `--NotebookNotary.secret_file=${join(data, "notebook_secret")}`,
  ];
  await Deno.mkdir(data, { recursive: true });
  for (const [program, ...first] of signersBeside(server)) {
    try {
      const args = [...first, ...flags, ...paths];
      const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
      const { success } = await new Deno.Command(program, { args, ...quiet }).output();
      if (success) return flags;
    } catch {
      // No such program: the next one.
    }
  }
  return [];
}

/** What may sign notebooks: Debian's Jupyter has no `trust` of its own, but the Python behind it has. */
function signersBeside([program, ...rest]: readonly string[]): string[][] {
  const module = ["-m", "nbformat.sign"];
  if (rest[0] === "-m") return [[program, ...module]];
  return [[program, "trust"], ["python3", ...module], ["/usr/bin/python3", ...module]];
}
