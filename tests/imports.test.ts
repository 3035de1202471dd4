import assert from "node:assert/strict";

const CORE = [
  "bitmap",
  "kernel",
  "random",
  "scenario",
  "workload",
  "network",
  "engine",
  "film",
  "paper",
  "sweep",
  "qemu",
  "course",
];
const PACKAGES = ["zod", "d3-array"];

function* modulesBelow(directory: URL): Generator<URL> {
  for (const entry of Deno.readDirSync(directory)) {
    const url = new URL(entry.name + (entry.isDirectory ? "/" : ""), directory);
    if (entry.isDirectory) yield* modulesBelow(url);
    else if (entry.name.endsWith(".ts")) yield url;
  }
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\/\/.*$/gm, "");
}

for (const room of CORE) {
  Deno.test(`lib/${room} uses neither the runtime nor the DOM, and no package but ${PACKAGES.join(" and ")}`, () => {
    for (const module of modulesBelow(new URL(`../lib/${room}/`, import.meta.url))) {
      const source = withoutComments(Deno.readTextFileSync(module));
      const runtime = source.match(/\b(Deno|document|window|process|globalThis)\b\s*[.[]/);
      assert.equal(runtime, null, `${module.pathname} uses ${runtime?.[0]}`);
      for (const [, specifier] of source.matchAll(/\bfrom\s+"([^"]+)"|\bimport\("([^"]+)"\)/g)) {
        const allowed = specifier?.startsWith(".") || PACKAGES.includes(specifier);
        assert.ok(allowed, `${module.pathname} imports ${specifier}`);
      }
    }
  });
}
