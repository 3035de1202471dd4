import assert from "node:assert/strict";
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
  assert.equal(await run([], io, tools), 0);
  assert.deepEqual(Array.from(io.written), [["out/explorer.html", "page of undefined"]]);
  assert.deepEqual(tools.opened, ["out/explorer.html"]);
  assert.deepEqual(io.printed, ["out/explorer.html: the explorer (0 kB)\n"]);
});

Deno.test("explorer without a browser to open is done all the same", async () => {
  const [io, tools] = [fakeIo(), fakeTools(false)];
  assert.equal(await run([], io, tools), 0);
  assert.deepEqual(io.printed, ["out/explorer.html: the explorer (0 kB); open it in a browser\n"]);
});

Deno.test("explorer FILE --out FILE --no-open begins with the scenario, writes there and opens nothing", async () => {
  const [io, tools] = [fakeIo({ "a.json": JSON.stringify(SCENARIO) }), fakeTools()];
  assert.equal(await run(["a.json", "--out", "there/b.html", "--no-open"], io, tools), 0);
  assert.deepEqual(Array.from(io.written), [["there/b.html", `page of ${JSON.stringify(SCENARIO)}`]]);
  assert.deepEqual(tools.opened, []);
});

Deno.test("explorer --serve serves and writes nothing", async () => {
  const [io, tools] = [fakeIo(), fakeTools()];
  assert.equal(await run(["--serve", "8000"], io, tools), 0);
  assert.deepEqual([tools.served, io.written.size], [[8000], 0]);
  assert.match(io.printed[0], /^The explorer is at http:\/\/127\.0\.0\.1:8000\//);
  assert.equal(tools.opened.length, 1);
});

Deno.test("splitServe(args) takes the flag and its port out, if it has one", () => {
  assert.deepEqual(splitServe(["a.json"]), { port: undefined, rest: ["a.json"] });
  assert.deepEqual(splitServe(["--serve"]), { port: 8210, rest: [] });
  assert.deepEqual(splitServe(["--serve", "0", "a.json"]), { port: 0, rest: ["a.json"] });
  assert.deepEqual(splitServe(["a.json", "--serve=99"]), { port: 99, rest: ["a.json"] });
  assert.deepEqual(splitServe(["--serve", "a.json"]), { port: 8210, rest: ["a.json"] });
  for (const [port, shown] of [["x", "x"], ["65536", "65536"], ["", "nothing"]]) {
    assert.throws(() => splitServe([`--serve=${port}`]), {
      message: `Cannot explore: --serve must be a port from 0 to 65535, got ${shown}`,
    });
  }
});

Deno.test("servePage() answers on loopback alone, with the page and nothing else, until it is told to end", async () => {
  const end = new AbortController();
  let address = "";
  const served = servePage("<p>page</p>", 0, (at) => address = at, end.signal);
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const response = await fetch(address);
  assert.equal(await response.text(), "<p>page</p>");
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  const other = await fetch(`${address}etc/passwd`);
  assert.deepEqual([other.status, await other.text()], [404, "Not found\n"]);
  const port = Number(new URL(address).port);
  await assert.rejects(servePage("", port, () => {}), {
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
        assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
        if (typeof expected === "string") assert.equal(stderr, expected);
        else assert.match(stderr, expected);
      });
    }
  });
});

Deno.test("explorer, as the task runs it, writes the page", async () => {
  const { code, stdout, stderr } = await commandLine(["explorer", "--no-open"], { permissions: ["-P=explorer"] });
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  assert.match(stdout, /^out\/explorer\.html: the explorer \(\d+ kB\); open it in a browser\n$/);
});
