import { assertEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { findNbconvert } from "../../tools/notebook-jupyter.ts";

Deno.test("findNbconvert takes the first command that answers", async () => {
  const candidates = [["no-such-program"], [Deno.execPath(), "no-such-command"], [Deno.execPath()], ["never-tried"]];
  assertEquals(await findNbconvert(candidates), [Deno.execPath()]);
});

Deno.test("findNbconvert names Debian's packages when there is no Jupyter", async () => {
  await assertRejectsWith(
    () => findNbconvert([["no-such-program"]]),
    /Debian: apt-get install jupyter-nbconvert jupyter-client/,
  );
});
