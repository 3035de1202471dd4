import config from "../deno.json" with { type: "json" };

/** The page's entry module and the project's folder, relative to this module. */
const ENTRY = new URL("./page/main.ts", import.meta.url);
const ROOT = new URL("../", import.meta.url);

/** Replaces linkedom, because a browser has its own document. */
const NO_LINKEDOM = new URL("./page/no-linkedom.ts", import.meta.url).href;

/**
 * The script of the explorer's page in one text: the engines, the charts, Plot and d3.
 *
 * `deno bundle` makes it from this package's own modules in about half a second. No generated file is committed, and the page
 * cannot differ from the package. This needs permission to run Deno. On the first run on a machine, Deno fetches esbuild
 * from the npm registry.
 *
 * @throws {TypeError} in one line if bundling fails
 */
export async function pageScript(): Promise<string> {
  const local = ENTRY.protocol === "file:";
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      // A classic script, because the page's workers run the same text.
      ...["bundle", "--quiet", "--platform", "browser", "--format", "iife", "--minify", "--import-map", importMap()],
      // A package that was loaded from a URL has no lock file.
      ...(local ? [] : ["--no-config"]),
      ENTRY.href,
    ],
    ...(local ? { cwd: ROOT } : {}),
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output().catch((error) => ({ success: false, stdout: new Uint8Array(), stderr: bytesOf(error) }));
  if (success && stdout.length > 0) return new TextDecoder().decode(stdout);
  const why = new TextDecoder().decode(stderr).trim().replace(/^error: /, "").split("\n")[0];
  throw new TypeError(`Cannot build the explorer: deno bundle failed: ${why || "no output"}`);
}

/** The imports of `deno.json` without linkedom. A published package imports by the right-hand side of that map. */
function importMap(): string {
  const { linkedom } = config.imports;
  const map = { imports: { ...config.imports, linkedom: NO_LINKEDOM, [linkedom]: NO_LINKEDOM } };
  return `data:application/json,${encodeURIComponent(JSON.stringify(map))}`;
}

function bytesOf(error: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(error instanceof Error ? error.message : String(error));
}
