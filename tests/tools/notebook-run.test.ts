import { assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { Output } from "../../tools/notebook.ts";
import { cleanNotebook, serializeNotebook } from "../../tools/notebook-clean.ts";
import { runNotebooks } from "../../tools/notebook-run.ts";
import { ROOT, withFiles } from "../cli/command-line.ts";
import { code, notebookOf } from "./fixtures.ts";

const NBCONVERT = [Deno.execPath(), "run", "-A", fromFileUrl(new URL("fake-nbconvert.ts", import.meta.url))];

/** Runs a notebook whose committed output is this text. Its current output is "done". */
async function run(committed: string, inPlace: boolean): Promise<{ problems: string[]; after: string; log: string[] }> {
  const output: Output = { output_type: "display_data", data: { "text/plain": committed }, metadata: {} };
  const notebook = cleanNotebook(notebookOf(code("work;", output)));
  const text = serializeNotebook(notebook);
  const log: string[] = [];
  let [problems, after]: [string[], string] = [[], ""];
  await withFiles({ "n.ipynb": text }, async (folder) => {
    const path = `${folder}/n.ipynb`;
    const options = { root: ROOT, timeoutSeconds: 30, signal: new AbortController().signal, nbconvert: NBCONVERT };
    const out = inPlace ? null : `${folder}/out`;
    const files = [{ path, text, notebook }];
    problems = await runNotebooks(files, { ...options, out, log: (line) => log.push(line.slice(path.length)) });
    problems = problems.map((problem) => problem.replace(path, "n.ipynb"));
    after = await Deno.readTextFile(inPlace ? path : `${folder}/out/n.ipynb`);
  });
  return { problems, after, log };
}

Deno.test("runNotebooks accepts outputs that equal the committed ones", async () => {
  const { problems, log } = await run("done", false);
  assertEquals(problems, []);
  assertMatch(log[0], /^: [\d.]+ s, same as before$/);
});

Deno.test("runNotebooks finds outdated outputs, and still writes the notebook", async () => {
  const { problems, after } = await run("to do", false);
  assertEquals(problems, [
    'n.ipynb: cell 1: its output is not current: text/plain has "to do", now "done"',
  ]);
  assertMatch(after, /"done"/);
});

Deno.test("runNotebooks updates outputs in place", async () => {
  const { problems, after } = await run("to do", true);
  assertEquals(problems, []);
  assertMatch(after, /"done"/);
});
