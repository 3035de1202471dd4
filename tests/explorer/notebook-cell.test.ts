import { assertMatch, assertStrictEquals } from "@std/assert";
import { notebookCell } from "../../explorer/notebook-cell.ts";
import { scenarioOfState } from "../../explorer/scenario-of-state.ts";
import { FIRST_STATE } from "../../explorer/state.ts";
import { ROOT } from "../cli/command-line.ts";

Deno.test("notebookCell(scenario) type-checks, runs and shows the comparison and the chosen run", async () => {
  const state = { ...FIRST_STATE, memoryBytes: 2 ** 26, seed: 'a "seed"', engine: "post-copy" } as const;
  // In the project, where the package resolves its own name, as in a notebook.
  await Deno.mkdir(`${ROOT}out`, { recursive: true });
  const path = await Deno.makeTempFile({ dir: `${ROOT}out`, suffix: ".ts" });
  try {
    await Deno.writeTextFile(path, notebookCell(scenarioOfState(state)));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--check", path],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
    }).output();
    assertStrictEquals(code, 0, new TextDecoder().decode(stderr));
    assertMatch(
      new TextDecoder().decode(stdout),
      /^metric +pre-copy +three-stage +post-copy +stop-and-copy$[^]*Post-copy: pages left to send/m,
    );
  } finally {
    await Deno.remove(path);
  }
});
