/**
 * Packs the package for npm projects: `deno pack`, with three repairs.
 *
 * `deno pack` leaves std's names unmapped, turns exact versions into ranges, and cannot know that the explorer's script is
 * bundled by Deno. In the pack, modules therefore import std by its npm name, versions are those of `deno.json`, and
 * the explorer's script is already bundled.
 *
 * @module
 */
import { join } from "@std/path";
import { pageScript } from "../explorer/bundle.ts";
import config from "../deno.json" with { type: "json" };

/** The module that bundles the explorer's script. In the pack, the script replaces it. */
const BUNDLE = "explorer/bundle.js";

const KEPT = ["package.json", "README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "docs/scenario.schema.json"];

/** Whether the package keeps a file: modules with their types and data, and texts about the package. */
function isPacked(file: string): boolean {
  const isModule = /^(mod|(lib|explorer)\/.*)(\.js|\.d\.ts)$/.test(file);
  return isModule || /^data\/[^/]*\.json$/.test(file) || KEPT.includes(file);
}

/** Runs a program; if it fails, throws an error with the program's message. */
async function run(program: string, args: readonly string[], cwd?: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args], cwd, stdin: "null" }).output();
  if (!success) throw new Error(`${program} ${args[0]} failed: ${new TextDecoder().decode(stderr).trim()}`);
}

/** `npm:deno-std@1.4.0/html/mod.js` as npm projects import it: `deno-std/html/mod.js`. */
function npmSpecifier(mapped: string): string {
  return mapped.replace(/^npm:((?:@[^/]+\/)?[^@/]+)@[^/]+/, "$1");
}

/** A module of the package with std's names replaced. */
function withNpmSpecifiers(source: string): string {
  const imports = Object.entries(config.imports).filter(([name]) => name.startsWith("@std/"));
  return imports.reduce((text, [name, mapped]) => text.replaceAll(`"${name}"`, `"${npmSpecifier(mapped)}"`), source);
}

/** The versions of `deno.json` for the packages that the package depends on. */
function dependencies(packed: Readonly<Record<string, string>>): Record<string, string> {
  const versions = new Map(
    Object.values(config.imports).flatMap((mapped) => {
      const [, name, version] = /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)/.exec(mapped) ?? [];
      return name === undefined ? [] : [[name, version] as const];
    }),
  );
  return Object.fromEntries(Object.keys(packed).map((name) => [name, versions.get(name) ?? packed[name]]));
}

function* filesBelow(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* filesBelow(path);
    else yield path;
  }
}

/**
 * Packs the package into a tarball.
 *
 * @param root the repository
 * @param out the tarball to write
 */
export async function pack(root: string, out: string): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "pageferry-pack-" });
  try {
    const tarball = join(folder, "deno.tgz");
    await run(Deno.execPath(), ["pack", "--allow-dirty", "--no-source-maps", "-o", tarball], root);
    await run("tar", ["-xzf", tarball, "-C", folder]);
    const packageFolder = join(folder, "package");
    for (const file of filesBelow(packageFolder)) {
      if (!isPacked(file.slice(packageFolder.length + 1))) Deno.removeSync(file);
      else if (/\.(js|d\.ts)$/.test(file)) {
        const source = Deno.readTextFileSync(file);
        const mapped = withNpmSpecifiers(source);
        if (mapped !== source) Deno.writeTextFileSync(file, mapped);
      }
    }
    const script = JSON.stringify(await pageScript());
    Deno.writeTextFileSync(
      join(packageFolder, BUNDLE),
      `const SCRIPT = ${script};\nexport function pageScript() {\n  return Promise.resolve(SCRIPT);\n}\n`,
    );
    const manifest = join(packageFolder, "package.json");
    const packed = JSON.parse(Deno.readTextFileSync(manifest));
    const described = {
      ...packed,
      description: config.description,
      engines: { node: ">=20" },
      sideEffects: false,
      dependencies: dependencies(packed.dependencies),
    };
    Deno.writeTextFileSync(manifest, `${JSON.stringify(described, null, 2)}\n`);
    await run("tar", ["-czf", out, "-C", folder, "package"]);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  if (Deno.args.length > 0) {
    console.error("Usage: deno task pack\n\nPack the package for npm projects, as out/pageferry-VERSION.tgz.");
    Deno.exit(Deno.args.includes("--help") ? 0 : 2);
  }
  const out = `out/pageferry-${config.version}.tgz`;
  Deno.mkdirSync("out", { recursive: true });
  await pack(".", out);
  console.log(`${out} (${Math.round(Deno.statSync(out).size / 1000)} kB)`);
}
