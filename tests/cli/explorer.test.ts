import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { assertRejectsWith, assertThrowsWith } from "../errors.ts";
import { type ExplorerTools, run } from "../../cli/explorer.ts";
import { servePage } from "../../cli/serve-page.ts";
import { splitServe } from "../../cli/split-serve.ts";
import { commandLine, withFiles } from "./command-line.ts";
import { fakeIo } from "./fake-io.ts";

const SCENARIO = { vm: { memoryBytes: 2 ** 20 } };

/** Tools that note what they are asked for. */
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

Deno.test("explorer writes out/explorer.html, says so and opens it", async () => {
  const [io, tools] = [fakeIo(), fakeTools()];
  assertStrictEquals(await run([], io, tools), 0);
  assertEquals(Array.from(io.written), [["out/explorer.html", "page of undefined"]]);
  assertEquals(tools.opened, ["out/explorer.html"]);
  assertEquals(io.printed, ["out/explorer.html: the explorer (0 kB)\n"]);
});

Deno.test("explorer without a browser to open is done all the same", async () => {
  const [io, tools] = [fakeIo(), fakeTools(false)];
  assertStrictEquals(await run([], io, tools), 0);
  assertEquals(io.printed, ["out/explorer.html: the explorer (0 kB); open it in a browser\n"]);
});

Deno.test("explorer FILE --out FILE --no-open begins with the scenario, writes there and opens nothing", async () => {
  const [io, tools] = [fakeIo({ "a.json": JSON.stringify(SCENARIO) }), fakeTools()];
  assertStrictEquals(await run(["a.json", "--out", "there/b.html", "--no-open"], io, tools), 0);
  assertEquals(Array.from(io.written), [["there/b.html", `page of ${JSON.stringify(SCENARIO)}`]]);
  assertEquals(tools.opened, []);
});

Deno.test("explorer --serve serves and writes nothing", async () => {
  const [io, tools] = [fakeIo(), fakeTools()];
  assertStrictEquals(await run(["--serve", "8000"], io, tools), 0);
  assertEquals([tools.served, io.written.size], [[8000], 0]);
  assertMatch(io.printed[0], /^The explorer is at http:\/\/127\.0\.0\.1:8000\//);
  assertStrictEquals(tools.opened.length, 1);
});

Deno.test("splitServe(args) takes the flag and its port out, if it has one", () => {
  assertEquals(splitServe(["a.json"]), { port: undefined, rest: ["a.json"] });
  assertEquals(splitServe(["--serve"]), { port: 8210, rest: [] });
  assertEquals(splitServe(["--serve", "0", "a.json"]), { port: 0, rest: ["a.json"] });
  assertEquals(splitServe(["a.json", "--serve=99"]), { port: 99, rest: ["a.json"] });
  assertEquals(splitServe(["--serve", "a.json"]), { port: 8210, rest: ["a.json"] });
  for (const [port, shown] of [["x", "x"], ["65536", "65536"], ["", "nothing"]]) {
    assertThrowsWith(() => splitServe([`--serve=${port}`]), {
      message: `Cannot explore: --serve must be a port from 0 to 65535, got ${shown}`,
    });
  }
});

Deno.test("servePage() answers on loopback alone, with the page and nothing else, until it is told to end", async () => {
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
    message: `Cannot explore: --serve must be a free port, got ${port} (one that is taken)`,
  });
  end.abort();
  await served;
});

Deno.test("explorer: bad input is one line, and exit code 2", async (t) => {
  await withFiles({ "bad.json": '{"vm": {"memoryBytes": 1}}' }, async (folder) => {
    const cases: [string[], string | RegExp][] = [
      [["--bad"], "Cannot explore: a flag must be one of --out, --no-open, --serve, --help, got --bad\n"],
      [["--serve", "80", "--serve"], "Cannot explore: --serve must be given once, got two\n"],
      [["a.json", "b.json"], "Cannot explore: there must be at most one file, got a.json b.json\n"],
      [["--serve", "--out", "x.html"], "Cannot explore: there must be only one of --out and --serve, got both\n"],
      [[`${folder}/bad.json`], /^Cannot read scenario from .*bad\.json: vm\.memoryBytes must be .*, got 1\n$/],
      [[`${folder}/none.json`], /^Cannot read .*none\.json: it must be a file .*, got no such file\n$/],
      [
        ["--no-open", "--out", `${folder}/x.html`],
        /^Cannot write: --out must be a file that can be written, got .*x\.html \(the permissions .*see --help\)\n$/,
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

Deno.test("explorer, as the task runs it, writes the page", async () => {
  const { code, stdout, stderr } = await commandLine(["explorer", "--no-open"], { permissions: ["-P=explorer"] });
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  assertMatch(stdout, /^out\/explorer\.html: the explorer \(\d+ kB\); open it in a browser\n$/);
});
