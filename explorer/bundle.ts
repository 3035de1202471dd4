import config from "../deno.json" with { type: "json" };

/** The page's entry, and the folder of the project; beside this module, wherever it was loaded from. */
const ENTRY = new URL("./page/main.ts", import.meta.url);
const ROOT = new URL("../", import.meta.url);

/** What takes the place of modules that a page in a browser has no use for. */
const NO_LINKEDOM = new URL("./page/no-linkedom.ts", import.meta.url).href;
const SMALL_ZOD = new URL("./page/small-zod.ts", import.meta.url).href;

let bundled: Promise<string> | undefined;

/**
 * The script of the explorer's page: the engines, the figures, Plot and d3, in one text.
 *
 * It is made when it is first needed, by `deno bundle` from the modules that this very package is run from, in about half
 * a second, and kept in memory. So nothing made by a machine is committed, and the page cannot differ from the package.
 * It needs the permission to run this very Deno; the first time on a machine, Deno fetches esbuild from the npm registry,
 * as it did the packages.
 *
 * @throws {TypeError} in one line if that cannot be done
 */
export function pageScript(): Promise<string> {
  return bundled ??= bundle().catch((error) => {
    bundled = undefined;
    throw error;
  });
}

async function bundle(): Promise<string> {
  const local = ENTRY.protocol === "file:";
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      // No module: the page's workers run the same text, and may not be modules.
      ...["bundle", "--quiet", "--platform", "browser", "--format", "iife", "--minify", "--import-map", importMap()],
      // A package that was loaded from elsewhere has no lock file of ours beside it.
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
  throw new TypeError(`Cannot build the explorer: deno bundle must run, got ${why || "nothing"}`);
}

/**
 * The packages as `deno.json` names them, but for those that have stand-ins: a browser has a document and needs no
 * linkedom, and a part of zod will do. In a published package the packages go by
 * what stands on the right-hand side there.
 */
function importMap(): string {
  const { linkedom, zod } = config.imports;
  const map = {
    imports: {
      ...config.imports,
      linkedom: NO_LINKEDOM,
      [linkedom]: NO_LINKEDOM,
      zod: SMALL_ZOD,
      [zod]: SMALL_ZOD,
    },
    // The stand-in itself means the real one.
    scopes: { [SMALL_ZOD]: { zod, [zod]: zod } },
  };
  return `data:application/json,${encodeURIComponent(JSON.stringify(map))}`;
}

function bytesOf(error: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(error instanceof Error ? error.message : String(error));
}
