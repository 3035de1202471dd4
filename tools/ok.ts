/**
 * Runs all checks that a change must pass, and stops at the first failure: `deno task ok`.
 *
 * @module
 */

/** The entry points of the package. */
const ENTRY_POINTS = [
  "mod.ts",
  "lib/bitmap.ts",
  "lib/course.ts",
  "explorer/mod.ts",
  "lib/paper.ts",
  "lib/plot.ts",
  "lib/qemu.ts",
  "lib/sweep.ts",
  "lib/xen.ts",
];

/** The arguments of Deno in each step. */
const STEPS: readonly (readonly string[])[] = [
  ["fmt", "--check"],
  ["lint"],
  ["check"],
  ["task", "spell"],
  ["task", "kernels", "--check"],
  ["task", "docs", "--check"],
  ["doc", "--lint", ...ENTRY_POINTS],
  ["run", "-q", "-P=notebooks", "tools/notebooks.ts", "check"],
  ["test", "-P=test", "--doc", "--clean", "--coverage=out/coverage"],
  ["coverage", "--include=/lib/", "out/coverage"],
  ["publish", "--dry-run", "--allow-dirty"],
];

/**
 * Runs the steps one after the other, up to the first that fails, and returns its exit code.
 *
 * @param run runs Deno with arguments and returns its exit code
 * @param log prints a line
 */
export async function runSteps(
  steps: readonly (readonly string[])[],
  run: (args: readonly string[]) => Promise<number>,
  log: (line: string) => void,
): Promise<number> {
  for (const [i, args] of steps.entries()) {
    const step = `[${i + 1}/${steps.length}] deno ${args.join(" ")}`;
    log(step);
    const code = await run(args);
    if (code === 0) continue;
    log(`${step} failed with exit code ${code}`);
    return code;
  }
  log(`All ${steps.length} steps passed.`);
  return 0;
}

async function runDeno(args: readonly string[]): Promise<number> {
  return (await new Deno.Command(Deno.execPath(), { args: [...args] }).spawn().status).code;
}

if (import.meta.main) {
  const code = await runSteps(STEPS, runDeno, console.error);
  Deno.exit(code);
}
