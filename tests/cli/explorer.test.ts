import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { assertRejectsWith } from "../errors.ts";
import { explorerCommand, type ExplorerTools } from "../../cli/explorer.ts";
import { runCommand } from "../../shell/command.ts";
import { servePage } from "../../cli/serve-page.ts";
import { commandLine, withFiles } from "./command-line.ts";
import { fakeIo } from "../shell/fake-io.ts";

const SCENARIO = { vm: { memoryBytes: 2 ** 20 } };

/** Tools that record their calls. */
function fakeTools(hasBrowser = true): ExplorerTools & { opened: string[]; served: number[] } {
  const opened: string[] = [];
  const served: number[] = [];
  return {
    opened,
    served,
    page: (scenario) => Promise.resolve(`page of ${JSON.stringify(scenario)}`),
    open: (target) => hasBrowser && opened.push(target) > 0,
    serve: (page, port, onListen) => {
      served.push(port);
      onListen(`http://127.0.0.1:${port}/ ${page}`);
      return Promise.resolve();
    },
  };
}

Deno.test("explorer writes out/explorer.html, reports the path and opens the page", async () => {
  const [io, tools] = [fakeIo(), fakeTools()];
  assertStrictEquals(await runCommand(explorerCommand(tools), [], io), 0);
  assertEquals(Array.from(io.written), [["out/explorer.html", "page of undefined"]]);
  assertEquals(tools.opened, ["out/explorer.html"]);
  assertEquals(io.printed, ["out/explorer.html: the explorer (0 kB)\n"]);
});

Deno.test("explorer succeeds without a browser", async () => {
  const [io, tools] = [fakeIo(), fakeTools(false)];
  assertStrictEquals(await runCommand(explorerCommand(tools), [], io), 0);
  assertEquals(io.printed, ["out/explorer.html: the explorer (0 kB); open it in a browser\n"]);
});

Deno.test("explorer FILE --out FILE --no-open starts with the scenario, writes to the file and opens nothing", async () => {
  const [io, tools] = [fakeIo({ "a.json": JSON.stringify(SCENARIO) }), fakeTools()];
  assertStrictEquals(await runCommand(explorerCommand(tools), ["a.json", "--out", "there/b.html", "--no-open"], io), 0);
  assertEquals(Array.from(io.written), [["there/b.html", `page of ${JSON.stringify(SCENARIO)}`]]);
  assertEquals(tools.opened, []);
});

Deno.test("explorer --serve serves and writes nothing", async () => {
  const [io, tools] = [fakeIo(), fakeTools()];
  assertStrictEquals(await runCommand(explorerCommand(tools), ["--serve", "8000"], io), 0);
  assertEquals([tools.served, io.written.size], [[8000], 0]);
  assertMatch(io.printed[0], /^The explorer is at http:\/\/127\.0\.0\.1:8000\//);
  assertStrictEquals(tools.opened.length, 1);
});

Deno.test("explorer --serve takes a port only if a number follows", async () => {
  const port = async (...words: string[]) => {
    const [io, tools] = [fakeIo({ "a.json": JSON.stringify(SCENARIO) }), fakeTools()];
    assertEquals([await runCommand(explorerCommand(tools), words, io), io.complained], [0, []]);
    return tools.served[0];
  };
  assertStrictEquals(await port("--serve"), 8210);
  assertStrictEquals(await port("--serve", "0", "a.json"), 0);
  assertStrictEquals(await port("a.json", "--serve=99"), 99);
  assertStrictEquals(await port("--serve", "a.json"), 8210);
});

Deno.test("servePage() serves only the page, only on loopback, until its signal aborts", async () => {
  const end = new AbortController();
  let address = "";
  const served = servePage("<p>page</p>", 0, (at) => address = at, end.signal);
  assertMatch(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const response = await fetch(address);
  assertStrictEquals(await response.text(), "<p>page</p>");
  assertStrictEquals(response.headers.get("content-type"), "text/html; charset=utf-8");
  const other = await fetch(`${address}etc/passwd`);
  assertEquals([other.status, await other.text()], [404, "Not found\n"]);
  const port = Number(new URL(address).port);
  await assertRejectsWith(() => servePage("", port, () => {}), {
    message: `Cannot serve on port ${port}: it is in use`,
  });
  end.abort();
  await served;
});

Deno.test("explorer reports bad input in one line and exits with code 2", async (t) => {
  await withFiles({ "bad.json": '{"vm": {"memoryBytes": 1}}' }, async (folder) => {
    const cases: [string[], string | RegExp][] = [
      [["--bad"], "unknown flag --bad; see --help\n"],
      [["--serve", "80", "--serve"], "--serve is given twice (80 and 8210)\n"],
      [["--serve=x"], "--serve must be a whole number from 0 to 65535, got x\n"],
      [["--serve", "65536"], "--serve must be a whole number from 0 to 65535, got 65536\n"],
      [["a.json", "b.json"], "unexpected argument: b.json\n"],
      [["--serve", "--out", "x.html"], "--out and --serve exclude each other\n"],
      [[`${folder}/bad.json`], /^Cannot read scenario from .*bad\.json: vm\.memoryBytes must be .*, got 1\n$/],
      [[`${folder}/none.json`], /^Cannot read .*none\.json: no such file\n$/],
      [
        ["--no-open", "--out", `${folder}/x.html`],
        /^Cannot write .*x\.html: the permissions given do not cover it; see --help\n$/,
      ],
    ];
    for (const [args, expected] of cases) {
      await t.step(args.join(" ").replace(folder, "DIR"), async () => {
        const { code, stdout, stderr } = await commandLine(["explorer", ...args], { permissions: ["-P=explorer"] });
        assertEquals({ code, stdout }, { code: 2, stdout: "" });
        if (typeof expected === "string") assertStrictEquals(stderr, expected);
        else assertMatch(stderr, expected);
      });
    }
  });
});

Deno.test("explorer writes the page when run as a task", async () => {
  const { code, stdout, stderr } = await commandLine(["explorer", "--no-open"], { permissions: ["-P=explorer"] });
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  assertMatch(stdout, /^out\/explorer\.html: the explorer \(\d+ kB\); open it in a browser\n$/);
});
