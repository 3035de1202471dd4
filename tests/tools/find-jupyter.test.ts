import { assertEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { findJupyterServer, findNbconvert } from "../../tools/find-jupyter.ts";

const DEBIAN = { os: "linux", release: 'NAME="Debian"\nID=debian\n', root: true };
const MINT = { os: "linux", release: "ID=linuxmint\nID_LIKE=ubuntu\n", root: false };
const NONE = [["no-such-program"]];
const CANDIDATES = [...NONE, [Deno.execPath(), "no-such-command"], [Deno.execPath()], ["never-tried"]];

Deno.test("findJupyterServer takes the first command that answers", async () => {
  assertEquals(await findJupyterServer({ machine: DEBIAN, candidates: CANDIDATES }), [Deno.execPath()]);
});

Deno.test("findJupyterServer has the command that installs Jupyter on this machine", async () => {
  const start = "Cannot open notebooks: Jupyter is not installed; install it with: ";
  for (
    const [machine, remedy] of [
      [DEBIAN, "apt-get install jupyter-notebook"],
      [MINT, "sudo apt-get install jupyter-notebook"],
      [{ os: "linux", release: "ID=fedora\n", root: true }, "pip install notebook"],
      [{ os: "darwin", release: "", root: false }, "pip install notebook"],
      [{ os: "windows", release: "", root: false }, "pip install notebook"],
    ] as const
  ) await assertRejectsWith(() => findJupyterServer({ machine, candidates: NONE }), { message: start + remedy });
});

Deno.test("findJupyterServer uses only the requested program", async () => {
  await assertRejectsWith(() => findJupyterServer({ program: "/no/jupyter", machine: DEBIAN }), {
    message: "Cannot open notebooks: JUPYTER must be a Jupyter that has Lab or Notebook, got /no/jupyter",
  });
});

Deno.test("findNbconvert takes the first command that answers", async () => {
  assertEquals(await findNbconvert(CANDIDATES), [Deno.execPath()]);
});

Deno.test("findNbconvert names Debian's packages when there is no Jupyter", async () => {
  await assertRejectsWith(
    () => findNbconvert(NONE),
    /Debian: apt-get install jupyter-nbconvert jupyter-client/,
  );
});
