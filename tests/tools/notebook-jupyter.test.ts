import assert from "node:assert/strict";
import { findNbconvert } from "../../tools/notebook-jupyter.ts";

Deno.test("findNbconvert takes the first command that answers", async () => {
  const candidates = [["no-such-program"], [Deno.execPath(), "no-such-command"], [Deno.execPath()], ["never-tried"]];
  assert.deepEqual(await findNbconvert(candidates), [Deno.execPath()]);
});

Deno.test("findNbconvert names Debian's packages when there is no Jupyter", async () => {
  await assert.rejects(
    findNbconvert([["no-such-program"]]),
    /Debian: apt-get install jupyter-nbconvert jupyter-client/,
  );
});
