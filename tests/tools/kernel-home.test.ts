import { assert, assertEquals, assertRejects } from "@std/assert";
import { makeKernelHome } from "../../tools/kernel-home.ts";

Deno.test("makeKernelHome creates a kernelspec for this Deno in a temporary folder", async () => {
  let path: string;
  {
    await using home = await makeKernelHome();
    path = home.path;
    const spec = JSON.parse(await Deno.readTextFile(`${path}/kernels/deno/kernel.json`));
    assertEquals(spec.argv, [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"]);
    for (const [name, value] of Object.entries(home.env)) {
      if (name !== "NO_COLOR") assert(value.startsWith(path), `${name} is within the home`);
    }
  }
  await assertRejects(() => Deno.stat(path), Deno.errors.NotFound);
});
