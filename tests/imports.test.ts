import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { dirname, fromFileUrl, join, relative } from "@std/path";

const ROOT = fromFileUrl(new URL("../", import.meta.url));
/** Modules that run in Node and in browsers: no `Deno.*`, no DOM, and no packages but these. */
const CORE = ["text", "bitmap", "random", "scenario", "engine", "film", "sweep", "paper", "qemu", "course"];
const CORE_PACKAGES = /^(zod(\/mini)?|d3-array|@std\/.*)$/;

interface Import {
  /** The file that imports, from the root. */
  from: string;
  /** A file from the root, or a package. */
  to: string;
}

/** The folders of source files, without tests, notebooks and generated files. */
const SOURCES = ["lib", "shell", "shards", "cli", "explorer", "harness", "tools", "bench"];

function* filesBelow(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(join(ROOT, folder))) {
    const path = join(folder, name);
    if (isDirectory) yield* filesBelow(path);
    else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) yield path;
  }
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
}

/** The imports of a module, types and dynamic imports included. */
function importsOf(file: string, source: string): Import[] {
  const specifiers = /\bfrom\s+"([^"]+)"|\bimport\s*\(\s*"([^"]+)"|^import\s+"([^"]+)"/gm;
  return Array.from(withoutComments(source).matchAll(specifiers), ([, ...groups]) => {
    const specifier = groups.find((group) => group !== undefined)!;
    return { from: file, to: specifier.startsWith(".") ? join(dirname(file), specifier) : specifier };
  });
}

const FILES = ["mod.ts", "main.ts", ...SOURCES.flatMap((folder) => Array.from(filesBelow(folder)))];
const SOURCE = new Map(FILES.map((file) => [file, Deno.readTextFileSync(join(ROOT, file))]));
const IMPORTS = Array.from(SOURCE, ([file, source]) => importsOf(file, source)).flat();
const BETWEEN_FILES = IMPORTS.filter(({ to }) => SOURCE.has(to));

/** The module of a file: its folder, or the file itself at the root. */
function moduleOf(file: string): string {
  const folder = dirname(file);
  return folder === "." ? file : folder.replace(/^lib\/(?=.)/, "");
}

/** The allowed arrows: rows of the table in ARCHITECTURE.md whose first cell is a module in backticks. */
function allowedArrows(): Map<string, ReadonlySet<string>> {
  const text = Deno.readTextFileSync(join(ROOT, "ARCHITECTURE.md"));
  const rows = Array.from(text.matchAll(/^\| `([^`|]+)` +\|([^|]*)\|/gm), ([, module, cell]) => {
    const names = Array.from(cell.matchAll(/`([^`]+)`/g), ([, name]) => name);
    return [module, new Set(names)] as const;
  });
  return new Map(rows);
}

/** One cycle of a graph as the list of its nodes; `undefined` if there is none. */
function circleIn(edges: readonly Import[]): string[] | undefined {
  const next = Map.groupBy(edges.filter(({ from, to }) => from !== to), ({ from }) => from);
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const { to } of next.get(node) ?? []) {
      const circle = visit(to, [...path, node]);
      if (circle !== undefined) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of next.keys()) {
    const circle = visit(node, []);
    if (circle !== undefined) return circle;
  }
}

Deno.test("no file imports itself through others, types included", () => {
  assertEquals(circleIn(BETWEEN_FILES), undefined);
});

Deno.test("no module imports itself through others, types included", () => {
  const arrows = BETWEEN_FILES.map(({ from, to }) => ({ from: moduleOf(from), to: moduleOf(to) }));
  assertEquals(circleIn(arrows), undefined);
});

Deno.test("a circle is found", () => {
  const edges = [{ from: "a", to: "b" }, { from: "b", to: "c" }, { from: "c", to: "b" }];
  assertEquals(circleIn(edges), ["b", "c", "b"]);
});

Deno.test("modules import exactly the modules that the table in ARCHITECTURE.md lists", () => {
  const allowed = allowedArrows();
  const found = new Map<string, Set<string>>();
  for (const { from, to } of BETWEEN_FILES) {
    const [module, other] = [moduleOf(from), moduleOf(to)];
    if (module === other) continue;
    const arrows = found.get(module) ?? new Set();
    found.set(module, arrows.add(other));
    assert(allowed.get(module)?.has(other), `${from} imports ${relative(".", to)}: ${module} -> ${other}`);
  }
  const listed = Array.from(allowed, ([module, others]) => Array.from(others, (other) => `${module} -> ${other}`));
  const unused = listed.flat().filter((arrow) => {
    const [module, other] = arrow.split(" -> ");
    return !found.get(module)?.has(other);
  });
  assertEquals(unused, [], "ARCHITECTURE.md lists imports that are not used");
});

for (const module of CORE) {
  Deno.test(`lib/${module} uses no Deno API, no DOM, and no packages except zod, d3-array and std`, () => {
    for (const [file, source] of SOURCE) {
      if (!file.startsWith(`lib/${module}/`)) continue;
      const runtime = withoutComments(source).match(/\b(Deno|document|window|process)\b\s*[.[]/);
      assertStrictEquals(runtime, null, `${file} uses ${runtime?.[0]}`);
      for (const { to } of importsOf(file, source)) {
        assert(SOURCE.has(to) || /\.json$/.test(to) || CORE_PACKAGES.test(to), `${file} imports ${to}`);
      }
    }
  });
}
