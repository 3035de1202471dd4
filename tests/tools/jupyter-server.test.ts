import { assertEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { findJupyterServer } from "../../tools/jupyter-server.ts";

const DEBIAN = { os: "linux", release: 'NAME="Debian"\nID=debian\n', root: true };
const MINT = { os: "linux", release: "ID=linuxmint\nID_LIKE=ubuntu\n", root: false };
const NONE = [["no-such-program"]];

Deno.test("findJupyterServer takes the first command that answers", async () => {
  const candidates = [["no-such-program"], [Deno.execPath(), "no-such-command"], [Deno.execPath()], ["never-tried"]];
  assertEquals(await findJupyterServer(undefined, DEBIAN, candidates), [Deno.execPath()]);
});

Deno.test("findJupyterServer says by which one command this machine gets Jupyter", async () => {
  const start = "Cannot open notebooks: Jupyter must be installed, found none; get it with: ";
  for (
    const [machine, remedy] of [
      [DEBIAN, "apt-get install jupyter-notebook"],
      [MINT, "sudo apt-get install jupyter-notebook"],
      [{ os: "linux", release: "ID=fedora\n", root: true }, "pip install notebook"],
      [{ os: "darwin", release: "", root: false }, "pip install notebook"],
      [{ os: "windows", release: "", root: false }, "pip install notebook"],
    ] as const
  ) await assertRejectsWith(() => findJupyterServer(undefined, machine, NONE), { message: start + remedy });
});

Deno.test("findJupyterServer takes the program that was asked for and no other", async () => {
  await assertRejectsWith(() => findJupyterServer("/no/jupyter", DEBIAN), {
    message: "Cannot open notebooks: JUPYTER must be a Jupyter that has Lab or Notebook, got /no/jupyter",
  });
});
