import { assertEquals, assertMatch, assertRejects, assertStrictEquals } from "@std/assert";
import { ROOT, withFiles } from "../cli/command-line.ts";
import { firstAnswering } from "../../tools/find-jupyter.ts";

const JUPYTER = await firstAnswering([["jupyter", "notebook"], ["jupyter", "lab"]]) !== undefined;
const MINE = JSON.stringify({ argv: ["my-own-deno"], display_name: "Mine", language: "typescript" });

/** Starts the real task's program, as `deno task lab` does. */
function startLab(args: string[], env: Record<string, string>): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-prompt", "-P=lab", "tools/lab.ts", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function fetchWhenUp(url: string): Promise<Record<string, Record<string, { spec: { argv: string[] } }>>> {
  for (let attempt = 0;; attempt++) {
    try {
      return await (await fetch(url)).json();
    } catch (error) {
      if (attempt === 600) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

Deno.test({
  name: `deno task lab opens Jupyter with a kernel of this Deno, which hides the user's own kernel of that name${
    JUPYTER ? "" : " (ignored: needs Jupyter)"
  }`,
  ignore: !JUPYTER,
  fn: async () => {
    await withFiles({}, async (folder) => {
      // As `deno jupyter --install` creates it.
      const own = `${folder}/kernels/deno`;
      await Deno.mkdir(own, { recursive: true });
      await Deno.writeTextFile(`${own}/kernel.json`, MINE);
      const env = { JUPYTER_DATA_DIR: folder, JUPYTER_CONFIG_DIR: `${folder}/config`, IPYTHONDIR: `${folder}/ipython` };
      const port = freePort();
      // Other task runners need this to pass flags on.
      const token = ["--NotebookApp.token=t", "--IdentityProvider.token=t"];
      const lab = startLab(["--", "--no-browser", `--port=${port}`, ...token], env);
      const output = lab.output();
      const { kernelspecs } = await fetchWhenUp(`http://127.0.0.1:${port}/api/kernelspecs?token=t`);
      assertEquals(kernelspecs.deno.spec.argv[0], Deno.execPath());
      lab.kill("SIGINT");
      const { code, stderr } = await output;
      assertStrictEquals(code, 0, new TextDecoder().decode(stderr));
      assertStrictEquals(await Deno.readTextFile(`${own}/kernel.json`), MINE);
      await assertRejects(() => fetch(`http://127.0.0.1:${port}/`), "Jupyter is gone");
    });
  },
});

Deno.test("deno task lab reports a missing Jupyter in one line", async () => {
  const { code, stderr } = await startLab([], { JUPYTER: "/no/jupyter" }).output();
  assertStrictEquals(code, 2);
  assertStrictEquals(
    new TextDecoder().decode(stderr),
    "Cannot open notebooks: JUPYTER must be a Jupyter that has Lab or Notebook, got /no/jupyter\n",
  );
});

Deno.test("deno task lab --help prints the usage", async () => {
  const { code, stdout } = await startLab(["--help"], {}).output();
  assertStrictEquals(code, 0);
  assertMatch(new TextDecoder().decode(stdout), /Usage: deno task lab/);
});
