import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { DELIMITER, fromFileUrl, join } from "@std/path";
import { runLab, trustNotebooks } from "../../tools/lab-run.ts";
import { withFiles } from "../cli/command-line.ts";

const SERVER = [Deno.execPath(), "run", "-A", fromFileUrl(new URL("fake-server.ts", import.meta.url))];
const MINE = JSON.stringify({ argv: ["my-own-deno"], display_name: "Mine" });

/** The report of the fake server on how it was started. */
interface Said {
  args: string[];
  paths: string;
  runtime: string;
  kernel: number;
}

/** Runs a fake server with these flags in a folder where the user has a kernel of the same name. */
async function lab(flags: string[], during: (said: Said, stop: AbortController) => void | Promise<void> = () => {}) {
  let code = NaN;
  await withFiles({}, async (folder) => {
    const own = `${folder}/own/kernels/deno`;
    await Deno.mkdir(own, { recursive: true });
    await Deno.writeTextFile(`${own}/kernel.json`, MINE);
    const stop = new AbortController();
    const env = { JUPYTER_PATH: `${folder}/own`, SAID: `${folder}/said.json` };
    const [data, notebooks] = [`${folder}/data`, `${folder}/notebooks`];
    const options = { server: SERVER, notebooks, data, flags, env, signal: stop.signal, output: "null" as const };
    const ended = runLab(options);
    const said = await readSaid(`${folder}/said.json`, ended);
    assertStrictEquals(said.args[0], notebooks);
    assertStrictEquals(said.paths, [data, `${folder}/own`].join(DELIMITER), "the project's kernel takes precedence");
    const spec = JSON.parse(await Deno.readTextFile(`${data}/kernels/deno/kernel.json`));
    assertEquals(spec.argv, [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"]);
    assertStrictEquals(spec.interrupt_mode, "message");
    await during(said, stop);
    code = await ended;
    assertStrictEquals(await Deno.readTextFile(`${own}/kernel.json`), MINE);
    await assertRejects(() => Deno.stat(said.runtime), Deno.errors.NotFound);
    assert(await ends(said.kernel), "the kernel has ended");
  });
  return code;
}

/** Whether a process ends within a second. A zombie counts as ended. */
async function ends(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const commandLine = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
    if (commandLine === "") return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

async function readSaid(path: string, ended: Promise<number>): Promise<Said> {
  for (;;) {
    try {
      return JSON.parse(await Deno.readTextFile(path));
    } catch {
      const code = await Promise.race([ended, new Promise<undefined>((done) => setTimeout(() => done(undefined), 50))]);
      assertStrictEquals(code, undefined, "the server ended without output");
    }
  }
}

Deno.test("runLab passes flags on, allows root, and returns Jupyter's exit code", async () => {
  const code = await lab(["--no-browser", "--port", "9", "--exit=3"], ({ args }) => {
    const asRoot = Deno.uid() === 0 ? ["--allow-root"] : [];
    assertEquals(args.slice(1), ["-y", ...asRoot, "--no-browser", "--port", "9", "--exit=3"]);
  });
  assertStrictEquals(code, 3);
});

Deno.test("runLab ends Jupyter and its kernels when its signal aborts", async () => {
  assertStrictEquals(await lab([], (_, stop) => stop.abort()), 0);
});

Deno.test("runLab starts nothing if its signal has aborted", async () => {
  const reason = new Error("enough");
  await withFiles({}, async (folder) => {
    const options = { server: SERVER, notebooks: folder, data: folder, flags: [], signal: AbortSignal.abort(reason) };
    await assertRejectsWith(() => runLab(options), reason);
  });
});

/** A folder with a notebook and a program that records its arguments and exits with `code`. */
async function fixture(code: number) {
  const folder = await Deno.makeTempDir();
  const jupyter = join(folder, "jupyter");
  await Deno.writeTextFile(join(folder, "a.ipynb"), "{}");
  await Deno.writeTextFile(join(folder, "notes.md"), "");
  await Deno.writeTextFile(jupyter, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/called"\nexit ${code}\n`, {
    mode: 0o755,
  });
  return { folder, jupyter, called: () => Deno.readTextFile(join(folder, "called")) };
}

Deno.test("trustNotebooks signs the notebooks with a key of the project and returns the flags for Jupyter", async () => {
  const { folder, jupyter, called } = await fixture(0);
  const data = join(folder, "data");
  const flags = await trustNotebooks({ server: [jupyter, "notebook"], notebooks: folder, data });
  assertEquals(flags, [
    `--NotebookNotary.db_file=${join(data, "nbsignatures.db")}`,
    `--NotebookNotary.secret_file=${join(data, "notebook_secret")}`,
  ]);
  assertEquals((await called()).trim().split("\n"), ["trust", ...flags, join(folder, "a.ipynb")]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("trustNotebooks returns no flags if Jupyter cannot sign", async () => {
  const { folder, jupyter } = await fixture(1);
  const data = join(folder, "data");
  for (const program of [jupyter, join(folder, "nothing")]) {
    assertEquals(await trustNotebooks({ server: [program, "-m", "notebook"], notebooks: folder, data }), []);
  }
  await Deno.remove(folder, { recursive: true });
});
