import { fromFileUrl } from "@std/path";

/** The project's folder. */
export const ROOT: string = fromFileUrl(new URL("../../", import.meta.url));

/** The result of a command line. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the real command line in its own process, with the permissions of its task and no prompt for more. */
export async function commandLine(
  args: string[],
  { stdin = "", permissions = ["-P=simulate"], callerFolder = "", env = {} } = {},
): Promise<Outcome> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...permissions, "main.ts", ...args],
    cwd: ROOT,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    // Set by `deno task`. Empty here, because the tests may themselves run as a task.
    env: { NO_COLOR: "1", INIT_CWD: callerFolder, ...env },
  }).spawn();
  const output = child.output();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await output;
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** A folder of files that is deleted after the test. */
export async function withFiles(
  files: Record<string, string | Uint8Array>,
  test: (folder: string) => void | Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "pageferry-test-" });
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(`${folder}/${name}`, bytes);
    }
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
