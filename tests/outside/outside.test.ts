/** Uses the package outside this repository, from the content of the pack. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import config from "../../deno.json" with { type: "json" };
import { simulate } from "../../mod.ts";
import { pack } from "../../tools/pack.ts";
import { browserTest } from "../explorer/chromium.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const SCENARIO = { vm: { memoryBytes: 2 ** 28 }, workload: { kind: "uniform", writesPerSecond: 2000 } } as const;
const TOTAL_SECONDS = simulate(SCENARIO).totalSeconds;
const ENTRIES = Object.keys(config.exports).map((entry) => `@pageferry/pageferry${entry.slice(1)}`);

const PROGRAM = `
import { simulate } from "@pageferry/pageferry";
import { collect, sweep } from "@pageferry/pageferry/sweep";
import { timelineChart } from "@pageferry/pageferry/plot";
import { explorerPage } from "@pageferry/pageferry/explorer";
const result = simulate(${JSON.stringify(SCENARIO)});
const plan = { base: ${JSON.stringify(SCENARIO)}, axes: { "vm.memoryBytes": [2 ** 27, 2 ** 28] } };
const rows = sweep(plan);
const collected = await collect(plan, { workers: 2 });
const page = await explorerPage();
console.log(JSON.stringify({
  totalSeconds: result.totalSeconds,
  rows: rows.length,
  collected: JSON.stringify(collected) === JSON.stringify(rows),
  chart: timelineChart(result).svg.startsWith("<svg"),
  explorer: page.length > 300_000 && /^\\s*<!doctype html>/i.test(page),
}));
`;
const EXPECTED = { totalSeconds: TOTAL_SECONDS, rows: 2, collected: true, chart: true, explorer: true };

async function output(program: string, args: string[], cwd: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args, cwd, stdin: "null" }).output();
  assert(success, `${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

/** Runs `test` with a temporary folder. */
async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** An npm project in `folder` that has installed the pack. */
async function npmProject(folder: string): Promise<void> {
  const tarball = join(folder, "pageferry.tgz");
  await pack(ROOT, tarball);
  Deno.writeTextFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  await output("npm", ["install", "--silent", "--no-fund", "--no-audit", tarball], folder);
}

Deno.test("deno pack makes a package from which every entry point loads and works in Node", async () => {
  await inFolder(async (folder) => {
    await npmProject(folder);
    const load = ENTRIES.map((entry) => `await import("${entry}");`).join("\n");
    Deno.writeTextFileSync(join(folder, "load.js"), `${load}\nconsole.log("loaded");\n`);
    assertEquals(await output("node", ["load.js"], folder), "loaded\n");
    Deno.writeTextFileSync(join(folder, "program.js"), PROGRAM);
    assertEquals(JSON.parse(await output("node", ["program.js"], folder)), EXPECTED);

    const files = Array.from((await output("tar", ["-tzf", "pageferry.tgz"], folder)).split("\n"));
    assertEquals(files.filter((file) => /^package\/(tests|harness|tools|bench|cli|shell|notebooks)\//.test(file)), []);
    const { dependencies } = JSON.parse(
      Deno.readTextFileSync(join(folder, "node_modules/@pageferry/pageferry/package.json")),
    );
    assertEquals(dependencies.linkedom, "0.18.12");
  });
});

Deno.test("another Deno project uses the package through links", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(join(folder, "deno.json"), JSON.stringify({ links: [ROOT] }));
    Deno.writeTextFileSync(join(folder, "program.ts"), PROGRAM);
    assertEquals(JSON.parse(await output(Deno.execPath(), ["run", "-A", "--no-lock", "program.ts"], folder)), EXPECTED);
  });
});

Deno.test("another Deno project uses the package through an import map", async () => {
  await inFolder(async (folder) => {
    const own = Object.entries(config.exports).map(([entry, file]) => [
      `@pageferry/pageferry${entry.slice(1)}`,
      `file://${join(ROOT, file)}`,
    ]);
    const imports = { ...config.imports, ...Object.fromEntries(own) };
    Deno.writeTextFileSync(join(folder, "deno.json"), JSON.stringify({ imports }));
    Deno.writeTextFileSync(join(folder, "program.ts"), PROGRAM);
    assertEquals(JSON.parse(await output(Deno.execPath(), ["run", "-A", "--no-lock", "program.ts"], folder)), EXPECTED);
  });
});

/** Serves the files of a folder and a page on this machine while `test` runs. */
async function serving(folder: string, page: string, test: (address: string) => Promise<void>): Promise<void> {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/favicon.ico") return new Response(null, { status: 204 });
    if (pathname === "/") return new Response(page, { headers: { "content-type": "text/html" } });
    try {
      const body = Deno.readFileSync(join(folder, pathname));
      const type = pathname.endsWith(".json") ? "application/json" : "text/javascript";
      return new Response(body, { headers: { "content-type": type } });
    } catch {
      return new Response("Not found", { status: 404 });
    }
  });
  try {
    await test(`http://127.0.0.1:${server.addr.port}/`);
  } finally {
    await server.shutdown();
  }
}

browserTest("the core runs in a browser from the pack, with an import map", async (browser) => {
  await inFolder(async (folder) => {
    await npmProject(folder);
    const entryOf = (name: string): string => {
      const { module, main } = JSON.parse(Deno.readTextFileSync(join(folder, "node_modules", name, "package.json")));
      return `/node_modules/${name}/${module ?? main}`;
    };
    const imports = {
      "@pageferry/pageferry": "/node_modules/@pageferry/pageferry/mod.js",
      "@pageferry/pageferry/sweep": "/node_modules/@pageferry/pageferry/lib/sweep.js",
      "d3-array": entryOf("d3-array"),
      "deno-std/": "/node_modules/deno-std/",
      "internmap": entryOf("internmap"),
      "zod": entryOf("zod"),
      "zod/mini": "/node_modules/zod/mini/index.js",
    };
    const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">
import { simulate } from "@pageferry/pageferry";
import { collect, sweep } from "@pageferry/pageferry/sweep";
const { totalSeconds } = simulate(${JSON.stringify(SCENARIO)});
const plan = { base: ${JSON.stringify(SCENARIO)}, axes: { "vm.memoryBytes": [2 ** 27, 2 ** 28] } };
const rows = sweep(plan);
const collected = JSON.stringify(await collect(plan, { workers: 2 })) === JSON.stringify(rows);
document.title = JSON.stringify({ totalSeconds, rows: rows.length, collected });
</script>`;
    await serving(folder, page, async (address) => {
      const context = await browser.newContext();
      const tab = await context.newPage();
      const errors: string[] = [];
      tab.on("pageerror", (error) => errors.push(error.message));
      tab.on("console", (message) => errors.push(message.text()));
      tab.on("response", (response) => void (response.status() >= 400 && errors.push(response.url())));
      await tab.goto(address);
      for (const deadline = Date.now() + 20_000; await tab.title() === "" && Date.now() < deadline;) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assertEquals(errors, []);
      assertMatch(await tab.title(), /^\{/);
      assertEquals(JSON.parse(await tab.title()), { totalSeconds: TOTAL_SECONDS, rows: 2, collected: true });
      await context.close();
    });
  });
});
