/**
 * A fake Jupyter server. It reports how it was started, has a lingering child process as its kernel, and serves until
 * it is ended.
 */

const runtime = Deno.env.get("JUPYTER_RUNTIME_DIR")!;
const paths = Deno.env.get("JUPYTER_PATH")!;
const { pid } = new Deno.Command(Deno.execPath(), { args: ["eval", "setInterval(() => {}, 1000)", runtime] }).spawn();
const exit = Deno.args.find((arg) => arg.startsWith("--exit="));
Deno.writeTextFileSync(Deno.env.get("SAID")!, JSON.stringify({ args: Deno.args, paths, runtime, kernel: pid }));
// Wait for requests before the end.
setTimeout(() => Deno.exit(Number(exit?.slice("--exit=".length))), exit === undefined ? 60_000 : 500);
