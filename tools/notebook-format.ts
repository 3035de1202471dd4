/**
 * Formats the cells of a notebook's text as `deno fmt` does.
 *
 * Through standard input, since `deno fmt --check` of Deno 2.9 finds fault with every notebook, formatted or not.
 *
 * @throws {SyntaxError} if a cell cannot be parsed
 */
export async function formatNotebook(text: string, name: string, root: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "ipynb", "-"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout, stderr } = await output;
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new SyntaxError(`Cannot format ${name}: ${decode(stderr).trim().split("\n", 1)[0]}`);
  return decode(stdout);
}
