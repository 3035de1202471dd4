/** A fake nbconvert. It does what the notebook's first cell says, and has a lingering child process as its kernel. */
import { basename, join } from "@std/path";
import { parseNotebook, textOf } from "../../tools/notebook.ts";

const path = Deno.args.at(-1)!;
const folder = Deno.args.find((arg) => arg.startsWith("--output-dir="))!.slice("--output-dir=".length);
const notebook = parseNotebook(await Deno.readTextFile(path), path);
// Keeps standard error open, as a kernel does.
new Deno.Command(Deno.execPath(), { args: ["eval", "setInterval(() => {}, 1000)", folder], stderr: "inherit" }).spawn();
if (textOf(notebook.cells[0].source) === "hang") await new Promise((done) => setTimeout(done, 60_000));
if (textOf(notebook.cells[0].source) === "fail") {
  console.error("Traceback\nRuntimeError: no luck");
  Deno.exit(1);
}
notebook.cells[0].outputs = [{ output_type: "display_data", data: { "text/plain": "done" }, metadata: {} }];
await Deno.writeTextFile(join(folder, basename(path)), JSON.stringify(notebook));
Deno.exit(0);
