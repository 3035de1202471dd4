import { assertEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { fromFileUrl } from "@std/path";
import { makeKernelHome } from "../../tools/kernel-home.ts";
import type { Notebook } from "../../tools/notebook.ts";
import { executeNotebook } from "../../tools/notebook-execute.ts";
import { withFiles } from "../cli/command-line.ts";
import { code, notebookOf } from "./fixtures.ts";

const NBCONVERT = [Deno.execPath(), "run", "-A", fromFileUrl(new URL("fake-nbconvert.ts", import.meta.url))];

/** Executes a notebook of one cell. The fake kernel would outlive the test if nothing ended it. */
async function execute(source: string, { timeoutSeconds = 30, signal = new AbortController().signal } = {}) {
  let executed: Notebook | undefined;
  await withFiles({ "n.ipynb": JSON.stringify(notebookOf(code(source))) }, async (folder) => {
    await using home = await makeKernelHome();
    executed = await executeNotebook(`${folder}/n.ipynb`, { nbconvert: NBCONVERT, home, timeoutSeconds, signal });
  });
  return executed!;
}

Deno.test("executeNotebook returns the notebook with its outputs, and ends a kernel that outlives Jupyter", async () => {
  const { cells } = await execute("work");
  assertEquals(cells[0].outputs?.map(({ data }) => data), [{ "text/plain": "done" }]);
});

Deno.test("executeNotebook fails with Jupyter's last line", async () => {
  await assertRejectsWith(() => execute("fail"), /n\.ipynb: Jupyter failed: RuntimeError: no luck$/);
});

Deno.test("executeNotebook ends a notebook that exceeds its time limit", async () => {
  await assertRejectsWith(
    () => execute("hang", { timeoutSeconds: 2 }),
    /n\.ipynb: did not finish within 2 s$/,
  );
});

Deno.test("executeNotebook stops with the reason of its signal", async () => {
  const reason = new Error("enough");
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 1000);
  await assertRejectsWith(() => execute("hang", { signal: controller.signal }), reason);
  await assertRejectsWith(() => execute("hang", { signal: controller.signal }), reason);
});
